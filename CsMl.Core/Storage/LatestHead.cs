using System.Text.Json.Serialization;
using CsMl.Core.Accounts;
using CsMl.Core.Predictions;
using CsMl.Core.Predictions.Types;

namespace CsMl.Core.Storage;

/// <summary>The most frequently read fields of a stored prediction, written first in its row.</summary>
/// <param name="FallbackReason">Null if a model made the prediction.</param>
/// <param name="CustomerUntil">
/// See <see cref="KnownAccount.CustomerUntil"/>; null if a departure or renewal is on record.
/// </param>
public sealed record LatestHead(
    string Fingerprint,
    long FactsRevision,
    string? RunId,
    string PredictionId,
    double Probability,
    int WindowDays,
    DateTimeOffset ValidUntil,
    FallbackReason? FallbackReason,
    DateTimeOffset PredictedAt,
    RiskListing Listing = RiskListing.ByRisk,
    DateTimeOffset? CustomerUntil = null
)
{
    /// <summary>True if the CRM gets its probability, so that the next need not report the same.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsReported { get; init; }

    /// <summary>
    /// True if this prediction takes precedence over <paramref name="made"/>: it was made from later facts, or from the
    /// same facts at a later time.
    /// </summary>
    internal bool IsNewerThan(MadePrediction made) =>
        FactsRevision > made.Facts.Revision
        || (FactsRevision == made.Facts.Revision && PredictedAt > made.Prediction.PredictedAt);

    internal static LatestHead Of(MadePrediction made) =>
        new(
            made.Facts.Fingerprint,
            made.Facts.Revision,
            made.RunId,
            made.Prediction.PredictionId,
            made.Prediction.Probability,
            made.Prediction.PredictionWindowDays,
            made.Prediction.ValidUntil,
            made.Prediction.FallbackReason,
            made.Prediction.PredictedAt,
            ListingOf(made.Account.Lifecycle, made.Prediction.Type),
            made.CustomerUntil
        )
        {
            IsReported = made.IsReported,
        };

    /// <summary>How the risk index lists the predictions of such an account.</summary>
    internal static RiskListing ListingOf(Lifecycle lifecycle, PredictionType type) =>
        lifecycle switch
        {
            Lifecycle.Notice when PredictionTypes.Of(type).IsAboutRetention => RiskListing.Always,
            Lifecycle.Customer or Lifecycle.Notice => RiskListing.ByRisk,
            _ => RiskListing.None,
        };

    /// <summary>The row of the risk index; null if the prediction is not listed.</summary>
    internal string? RiskKey(string accountId, PredictionType type) =>
        Listing == RiskListing.None
            ? null
            : ResultKeys.Risk(type, Probability, accountId, isNotice: Listing == RiskListing.Always);
}
