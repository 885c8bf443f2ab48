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
    /// Probability × annual revenue if the account is listed by it: at high or critical risk or under notice, and its
    /// revenue known. Null if it is not, and in rows of earlier versions.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public decimal? RevenueAtRisk { get; init; }

    /// <summary>The currency of <see cref="RevenueAtRisk"/>; null without it, and in rows of earlier versions.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? RevenueCurrency { get; init; }

    /// <inheritdoc cref="MadePrediction.IsAtRisk"/>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsAtRisk { get; init; }

    /// <inheritdoc cref="MadePrediction.RecoveredAt"/>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? RecoveredAt { get; init; }

    /// <summary>The risk category; null for types that have none, and in earlier rows.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RiskCategory? Category { get; init; }

    /// <inheritdoc cref="PredictionBasis.ScaleVersion"/>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int ScaleVersion { get; init; }

    /// <summary>
    /// True if the prediction before it was made on another scale. What differs between the two then need not be the
    /// account, so this one changes no CTA and is told to nobody. The next night takes it for one like any other
    /// (<see cref="PredictionWriter.AcceptRescoredAsync"/>).
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsRescored { get; init; }

    [JsonIgnore]
    internal bool IsListed => Listing != RiskListing.None;

    /// <summary>
    /// The same after a departure or renewal, of which the prediction knows nothing: the next night predicts anew, and the
    /// account is listed as what it is now.
    /// </summary>
    internal LatestHead After(RiskListing listing)
    {
        // Under notice it was at risk whatever its probability was.
        var isAtRisk = IsAtRisk && (listing != RiskListing.ByRisk || Category >= RiskCategory.High);
        return this with
        {
            Fingerprint = "",
            CustomerUntil = null,
            Listing = listing,
            IsAtRisk = isAtRisk,
            RevenueAtRisk = isAtRisk ? RevenueAtRisk : null,
        };
    }

    /// <summary>
    /// True if this prediction takes precedence over <paramref name="made"/>: it is on a later scale, or on the same one
    /// and from later facts, or from the same facts and of a later time. Nothing valid is replaced by what was made on
    /// an earlier scale, because lists and thresholds are on this one.
    /// </summary>
    internal bool IsNewerThan(MadePrediction made) =>
        ScaleVersion != made.ScaleVersion && made.Prediction.PredictedAt < ValidUntil
            ? ScaleVersion > made.ScaleVersion
            : FactsRevision > made.Facts.Revision
                || (FactsRevision == made.Facts.Revision && PredictedAt > made.Prediction.PredictedAt);

    /// <summary>
    /// True if what differs between this prediction and <paramref name="made"/>, which supersedes it, need not be the
    /// account: they are on different scales, or this one was rescored while the run of the other was under way.
    /// </summary>
    internal bool IsRescoredBy(MadePrediction made) =>
        ScaleVersion != made.ScaleVersion || (IsRescored && PredictedAt >= made.RunStartedAt);

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
            RevenueAtRisk = made.RevenueAtRisk,
            RevenueCurrency = made.RevenueAtRisk is null ? null : AccountRevenue.CodeOf(made.Terms?.Currency),
            IsAtRisk = made.IsAtRisk,
            RecoveredAt = made.RecoveredAt,
            Category = made.Prediction.OwnCategory,
            ScaleVersion = made.ScaleVersion,
            IsRescored = made.IsRescored,
        };

    /// <summary>How the risk index lists the predictions of such an account.</summary>
    internal static RiskListing ListingOf(Lifecycle lifecycle, PredictionType type) =>
        lifecycle switch
        {
            Lifecycle.Notice when PredictionTypes.Of(type).IsAboutRetention => RiskListing.Always,
            Lifecycle.Customer or Lifecycle.Notice => RiskListing.ByRisk,
            _ => RiskListing.None,
        };

    /// <summary>
    /// The rows of the risk index, by probability, by revenue at risk, and of those that recovered; none if it is not listed.
    /// </summary>
    internal IReadOnlyList<string> RiskKeys(string accountId, PredictionType type)
    {
        if (!IsListed)
        {
            return [];
        }

        List<string> keys = [ResultKeys.Risk(type, Probability, accountId, isNotice: Listing == RiskListing.Always)];
        if (RevenueAtRisk is { } atRisk)
        {
            keys.Add(
                RevenueCurrency is { } currency
                    ? ResultKeys.Revenue(type, currency, atRisk, accountId)
                    : ResultKeys.EarlierRevenue(type, atRisk, accountId)
            );
        }

        if (RecoveredAt is { } recovered)
        {
            keys.Add(ResultKeys.Recovered(type, recovered, accountId));
        }

        return keys;
    }
}
