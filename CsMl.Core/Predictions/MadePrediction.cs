using CsMl.Core.Accounts;
using CsMl.Core.Json;
using CsMl.Core.Limits;

namespace CsMl.Core.Predictions;

/// <summary>A prediction that is ready to be saved.</summary>
/// <param name="Facts">The version of the facts that it was made from.</param>
/// <param name="RunId">The run that made it; null for a single request.</param>
public sealed record MadePrediction(Prediction Prediction, FactsVersion Facts, string? RunId, AccountSummary Account)
{
    private RawJson? _json;

    /// <inheritdoc cref="Signals.TermEnd"/>
    public DateTimeOffset? RenewalDate { get; init; }

    /// <summary>Null if they are not stored with the risk index.</summary>
    public AccountTerms? Terms { get; init; }

    /// <inheritdoc cref="KnownAccount.CustomerUntil"/>
    public DateTimeOffset? CustomerUntil { get; init; }

    /// <summary>Probability × annual revenue, where the account is to be listed by it; else null.</summary>
    public decimal? RevenueAtRisk { get; init; }

    /// <summary>True if it tells of a high or critical risk that the account leaves, or the account is under notice.</summary>
    public bool IsAtRisk { get; init; }

    /// <summary>
    /// When the account's risk fell below high, if that is at most <see cref="RecoveredFor"/> ago and it is no higher since;
    /// else null.
    /// </summary>
    public DateTimeOffset? RecoveredAt { get; init; }

    /// <summary>How long an account is listed as recovered.</summary>
    public static readonly TimeSpan RecoveredFor = TimeSpan.FromDays(8);

    /// <summary>Null if the basis is not stored; the prediction then does not count for accuracy.</summary>
    public PredictionBasis? Basis { get; init; }

    /// <inheritdoc cref="PredictionBasis.ScaleVersion"/>
    public int ScaleVersion { get; init; }

    /// <inheritdoc cref="Settlements.CountedPrediction.PredictedFrom"/>
    public double? PredictedFrom { get; init; }

    /// <inheritdoc cref="ModelOutcome.Limit"/>
    public LimitUse? Limit { get; init; }

    /// <summary>When the run that made it started; null for a single request.</summary>
    public DateTimeOffset? RunStartedAt { get; init; }

    /// <summary>
    /// True if what differs from the prediction that it supersedes need not be the account; known once that is.
    /// </summary>
    public bool IsRescored { get; init; }

    /// <summary>True if the CRM gets its probability.</summary>
    public bool IsReported { get; init; }

    /// <summary>The same of an account that has left meanwhile, so that no list has it.</summary>
    public MadePrediction Unlisted() => this with { Account = Account with { Lifecycle = Lifecycle.Left } };

    /// <summary>The prediction as JSON, serialised once for the store and the response.</summary>
    public RawJson Json => _json ??= PredictionJson.Of(Prediction);
}
