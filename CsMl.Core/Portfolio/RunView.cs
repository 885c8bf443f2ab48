using CsMl.Core.Predictions;

namespace CsMl.Core.Portfolio;

/// <summary>A portfolio run as callers see it.</summary>
/// <param name="Progress">Share of the accounts that are done, 0–1.</param>
public sealed record RunView(
    string RunId,
    RunKind Kind,
    RunState State,
    PredictionType PredictionType,
    DateTimeOffset StartedAt,
    DateTimeOffset? CompletedAt,
    double Progress,
    RunCounts Counts,
    RunCost Cost,
    IReadOnlyList<RunFailure> Failures
)
{
    /// <summary>The predictions that the rules made in place of the model, by reason.</summary>
    public required IReadOnlyDictionary<FallbackReason, int> Fallbacks { get; init; }
}
