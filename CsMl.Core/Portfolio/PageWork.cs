using CsMl.Core.Storage;

namespace CsMl.Core.Portfolio;

/// <summary>A page while it is scored.</summary>
internal sealed record PageWork(RunMessage Message, RunRecord Run, RunPage Page)
{
    /// <summary>Its predictions are of this instant.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>When it began, as a timestamp of the clock.</summary>
    public required long Start { get; init; }

    /// <summary>The latest predictions of its accounts, as they were read at its beginning.</summary>
    public required IReadOnlyDictionary<string, LatestPrediction> Before { get; init; }

    public required PageCtas Ctas { get; init; }

    public required PageScores Scores { get; init; }

    /// <summary>The run has scored the account before it was cut off.</summary>
    public bool IsOfThisRun(LatestPrediction? latest) => latest?.RunId == Run.RunId;

    /// <summary>Those that the plan names and that were not there any more.</summary>
    public void AddRemoved() =>
        Scores.AddRemoved(
            Page.Ids ?? [],
            id => Before.GetValueOrDefault(id) is { } latest && IsOfThisRun(latest) ? latest.Prediction : null
        );
}
