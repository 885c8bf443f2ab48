using CsMl.Core.Accounts;
using CsMl.Core.Health;
using CsMl.Core.Predictions;
using CsMl.Core.Predictions.Settlements;

namespace CsMl.Core.Requests;

/// <summary>All that is shown of one account.</summary>
/// <param name="Signals">What was counted and measured of the facts, now.</param>
/// <param name="Scores">The health scores of the last year.</param>
/// <param name="Health">The analysis of the health as of now.</param>
/// <param name="Scale">The tenant's categories of risk.</param>
/// <param name="Churn">The valid prediction of churn; null if there is none.</param>
/// <param name="Ctas">Newest first: the app's own, and those of the CRM, which have no version.</param>
/// <param name="History">The predictions of churn as they were made, newest first.</param>
/// <param name="Outcomes">What callers recorded, newest first.</param>
public sealed record AccountDetails(
    KnownAccount Known,
    Signals Signals,
    HealthSeries Scores,
    HealthAnalysis Health,
    RiskScale Scale,
    ExplainedPrediction? Churn,
    IReadOnlyList<(Cta Cta, int? Version)> Ctas,
    IReadOnlyList<Prediction> History,
    IReadOnlyList<Outcome> Outcomes
)
{
    public AccountFacts Facts => Known.Facts;

    public AccountLifecycle Lifecycle => Signals.Standing;

    /// <summary>When the CRM was last read; null where callers write the facts.</summary>
    public DateTimeOffset? SyncedAt { get; init; }
}
