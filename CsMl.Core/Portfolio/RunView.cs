using System.Text.Json.Serialization;
using CsMl.Core.Predictions;
using CsMl.Core.Requests;

namespace CsMl.Core.Portfolio;

/// <summary>A portfolio run as callers see it.</summary>
/// <param name="Progress">Share of the accounts that are done, or of the bytes of an import, 0–1.</param>
public sealed record RunView(
    string RunId,
    RunKind Kind,
    RunState State,
    PredictionType? PredictionType,
    DateTimeOffset StartedAt,
    DateTimeOffset? CompletedAt,
    double Progress,
    RunCounts? Counts,
    RunCost? Cost,
    IReadOnlyList<RunFailure> Failures
)
{
    /// <summary>What came of an import, without its lists until it is over; null for other runs.</summary>
    public ImportReport? Report { get; init; }

    /// <summary>Left out where callers write the facts.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RunFacts? Facts { get; init; }

    /// <summary>The predictions that the rules made in place of the model, by reason; null for imports and syncs.</summary>
    public IReadOnlyDictionary<FallbackReason, int>? Fallbacks { get; init; }
}
