using System.Text.Json.Serialization;
using CsMl.Core.Predictions;

namespace CsMl.Core.Requests;

/// <summary>
/// Where a portfolio stands and how its predictions turn out: all that takes a look at everything. It names no account.
/// </summary>
/// <param name="At">When it was counted.</param>
/// <param name="Scale">The tenant's thresholds then.</param>
public sealed record PortfolioSummary(
    DateTimeOffset At,
    RiskScale Scale,
    RiskDistribution Risks,
    Accuracy Accuracy,
    CtaStatistics Ctas
)
{
    /// <summary>True if it was counted when the last run was closed, not when it was asked for.</summary>
    [JsonIgnore]
    public bool IsKept { get; init; }
}
