using System.Globalization;
using CsMl.Core.Predictions;

namespace CsMl.Core.Portfolio;

/// <summary>A run as it is stored: what was asked for, which plan is being worked off, and what came of it.</summary>
/// <param name="MaxAccounts">Null: no bound.</param>
/// <param name="RetryOf">The plan whose failures are scored again; null: the accounts that the filter finds.</param>
/// <param name="PlanId">Names the rows of the plan in force; null: none is made yet.</param>
/// <param name="Planned">Accounts of that plan.</param>
/// <param name="Counts">Of the plans before it; once the run is over, of all.</param>
/// <param name="Cost">As the counts.</param>
/// <param name="Failures">Once the run is over; the first thousand.</param>
public sealed record RunRecord(
    string RunId,
    RunKind Kind,
    RunState State,
    PredictionType Type,
    PriorityFilter Filter,
    int? MaxAccounts,
    string? RetryOf,
    DateTimeOffset StartedAt,
    DateTimeOffset? CompletedAt,
    string? PlanId,
    int Planned,
    RunCounts Counts,
    RunCost Cost,
    IReadOnlyList<RunFailure> Failures
)
{
    public bool IsOver => State is RunState.Completed or RunState.CompletedWithFailures or RunState.Cancelled;

    /// <summary>Counts and cost are those of all plans; a cancelled one's pages may still be ending what they are at.</summary>
    public bool IsSummedUp => State is RunState.Completed or RunState.CompletedWithFailures;

    /// <summary>The run of a day, the same one however often its timer fires.</summary>
    public static RunRecord Nightly(DateTimeOffset now) =>
        New(
            now.UtcDateTime.ToString("'nightly-'yyyy-MM-dd", CultureInfo.InvariantCulture),
            RunKind.Nightly,
            PredictionType.Churn,
            PriorityFilter.All,
            null,
            now
        );

    public static RunRecord Batch(PredictionType type, PriorityFilter filter, int? maxAccounts, DateTimeOffset now) =>
        New($"batch-{Guid.CreateVersion7(now)}", RunKind.Batch, type, filter, maxAccounts, now);

    /// <summary>As callers see it, with what the plan in force has come to so far.</summary>
    public RunView ToView(BucketProgress soFar)
    {
        var counts = IsSummedUp ? Counts : Counts.Plus(soFar.Counts) with { Accounts = Counts.Accounts + Planned };
        var done = counts.Scored + counts.Cached + counts.Failed + counts.Skipped;
        var progress =
            State is RunState.Completed or RunState.CompletedWithFailures && PlanId is not null ? 1
            : counts.Accounts == 0 ? 0
            : Math.Round(Math.Min(1, (double)done / counts.Accounts), 4);
        var cost = IsSummedUp ? Cost : Cost.Plus(soFar.Cost);
        return new RunView(RunId, Kind, State, Type, StartedAt, CompletedAt, progress, counts, cost, Failures);
    }

    private static RunRecord New(
        string id,
        RunKind kind,
        PredictionType type,
        PriorityFilter filter,
        int? maxAccounts,
        DateTimeOffset now
    ) =>
        new(
            id,
            kind,
            RunState.Queued,
            type,
            filter,
            maxAccounts,
            null,
            now,
            null,
            null,
            0,
            RunCounts.None,
            RunCost.None,
            []
        );
}
