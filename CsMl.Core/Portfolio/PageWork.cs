using CsMl.Core.Crm;
using CsMl.Core.Predictions;
using CsMl.Core.Predictions.Settlements;
using CsMl.Core.Settings;
using CsMl.Core.Storage;

namespace CsMl.Core.Portfolio;

/// <summary>The state of a page while it is scored.</summary>
internal sealed record PageWork(RunMessage Message, RunRecord Run, RunPage Page)
{
    /// <summary>The time of its predictions.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>The clock's timestamp when the work began.</summary>
    public required long Start { get; init; }

    /// <summary>The latest predictions of its accounts, read at the beginning.</summary>
    public required IReadOnlyDictionary<string, LatestPrediction> Before { get; init; }

    /// <summary>The accounts whose latest predictions or outcomes cannot be read.</summary>
    public required IReadOnlySet<string> Unreadable { get; init; }

    /// <summary>The outcomes of its bucket's accounts.</summary>
    public required ILookup<string, Outcome> Outcomes { get; init; }

    /// <summary>The tenant's scale for the type of the run.</summary>
    public required PredictionScale Scale { get; init; }

    /// <summary>The tenant's, as they were when the work began.</summary>
    public required EffectiveSettings Settings { get; init; }

    /// <summary>How old the facts of its accounts are.</summary>
    public required FactsAge Age { get; init; }

    public required PageCtas Ctas { get; init; }

    public required PageScores Scores { get; init; }

    /// <summary>True if this run has already scored the account.</summary>
    public bool IsOfThisRun(LatestPrediction? latest) => latest?.RunId == Run.RunId;

    /// <summary>Counts the planned accounts that were removed since.</summary>
    public void AddRemoved() =>
        Scores.AddRemoved(
            Page.Ids ?? [],
            id => Before.GetValueOrDefault(id) is { } latest && IsOfThisRun(latest) ? latest.Prediction : null
        );
}
