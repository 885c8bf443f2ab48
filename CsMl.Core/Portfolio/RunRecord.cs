using System.Globalization;
using CsMl.Core.Accounts;
using CsMl.Core.Json;
using CsMl.Core.Predictions;

namespace CsMl.Core.Portfolio;

/// <summary>A run as it is stored: the request, the current plan, and the results.</summary>
/// <param name="MaxAccounts">Null for no limit.</param>
/// <param name="RetryOf">
/// The plan whose failures are scored again; null to score the accounts that the filter selects.
/// </param>
/// <param name="PlanId">Identifies the rows of the current plan; null if there is none yet.</param>
/// <param name="Planned">The number of accounts in the current plan.</param>
/// <param name="Counts">The counts of earlier plans; once the run is over, of all plans.</param>
/// <param name="Cost">The cost of the same plans as the counts.</param>
/// <param name="Failures">
/// The first thousand failures once the run is over; before that, the reason why its opening is retried, if any.
/// </param>
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
    /// <summary>True for a nightly run that was started by hand after the night's own run was over.</summary>
    public bool IsFollowUp { get; init; }

    /// <summary>Which accounts a batch is of, beside its filter of priority; null for all.</summary>
    public AccountFilter? Accounts { get; init; }

    /// <summary>What a run of kind import does; null for other runs. It uses no other field but state and times.</summary>
    public ImportWork? Import { get; init; }

    /// <summary>What the run knows of its facts; null before the sync, and where callers write the facts.</summary>
    public RunFacts? Facts { get; init; }

    /// <summary>
    /// The predictions that the rules made in place of the model, of the same plans as the counts; null in rows of
    /// earlier versions.
    /// </summary>
    public IReadOnlyDictionary<FallbackReason, int>? Fallbacks { get; init; }

    /// <summary>True if valid predictions of unchanged facts stay, even those that the rules made.</summary>
    public bool KeepsUnchanged => Kind == RunKind.Batch || IsFollowUp;

    public bool IsOver => State is RunState.Completed or RunState.CompletedWithFailures or RunState.Cancelled;

    /// <summary>
    /// True if counts and cost include all plans. Pages of a cancelled run may still be finishing, so its counts are
    /// not final.
    /// </summary>
    public bool IsSummedUp => State is RunState.Completed or RunState.CompletedWithFailures;

    /// <summary>
    /// The nightly run of a day. Its id depends only on the day and the type, so that repeated timer calls add one run:
    /// <c>nightly-2026-03-04</c> for CHURN, <c>nightly-2026-03-04-expansion</c> for another type.
    /// </summary>
    public static RunRecord Nightly(DateTimeOffset now, PredictionType type = PredictionType.Churn) =>
        New(
            now.UtcDateTime.ToString("'nightly-'yyyy-MM-dd", CultureInfo.InvariantCulture)
                + (type == PredictionType.Churn ? "" : $"-{EnumNames.Of(type).ToLowerInvariant().Replace('_', '-')}"),
            RunKind.Nightly,
            type,
            PriorityFilter.All,
            null,
            now
        );

    /// <param name="number">2 or more.</param>
    public RunRecord FollowUp(int number) =>
        this with
        {
            RunId = string.Create(CultureInfo.InvariantCulture, $"{RunId}-{number}"),
            IsFollowUp = true,
        };

    /// <param name="id">A UUID.</param>
    public static RunRecord Batch(
        string id,
        PredictionType type,
        PriorityFilter filter,
        int? maxAccounts,
        DateTimeOffset now
    ) => New($"batch-{id}", RunKind.Batch, type, filter, maxAccounts, now);

    /// <param name="scaleVersion">The id depends on it alone, so that a scale has one run.</param>
    public static RunRecord Rescore(int scaleVersion, DateTimeOffset now) =>
        New(RescoreId(scaleVersion), RunKind.Rescore, PredictionType.Churn, PriorityFilter.All, null, now);

    public static string RescoreId(int scaleVersion) =>
        string.Create(CultureInfo.InvariantCulture, $"rescore-{scaleVersion}");

    /// <param name="id">A UUID.</param>
    public static string ImportId(string id) => $"import-{id}";

    public static bool IsImportId(string runId) => runId.StartsWith("import-", StringComparison.Ordinal);

    /// <summary>The run without the name of an account that was erased; the same run if it does not name it.</summary>
    internal RunRecord Without(string accountId) =>
        (RunFailure.Without(Failures, accountId), Import?.Without(accountId)) is var (failures, import)
        && ReferenceEquals(failures, Failures)
        && ReferenceEquals(import, Import)
            ? this
            : this with
            {
                Failures = failures,
                Import = import,
            };

    public static RunRecord OfImport(string id, ImportWork work, DateTimeOffset now) =>
        New(id, RunKind.Import, PredictionType.Churn, PriorityFilter.All, null, now) with
        {
            Import = work,
        };

    /// <param name="id">A UUID.</param>
    public static RunRecord Sync(string id, DateTimeOffset now) =>
        New($"sync-{id}", RunKind.Sync, PredictionType.Churn, PriorityFilter.All, null, now);

    /// <summary>The run as callers see it, including the progress of the current plan.</summary>
    public RunView ToView(BucketProgress soFar)
    {
        if (Import is { } import)
        {
            var read = IsSummedUp ? 1 : Share(import.BytesRead, import.Bytes);
            return new RunView(RunId, Kind, State, null, StartedAt, CompletedAt, read, null, null, Failures)
            {
                Report = import.Report,
            };
        }

        if (Kind == RunKind.Sync)
        {
            var share = IsSummedUp && PlanId is not null ? 1 : 0;
            return new RunView(RunId, Kind, State, null, StartedAt, CompletedAt, share, null, null, Failures)
            {
                Facts = Facts,
            };
        }

        var counts = IsSummedUp ? Counts : Counts.Plus(soFar.Counts) with { Accounts = Counts.Accounts + Planned };
        var done = counts.Scored + counts.Cached + counts.Failed + counts.Skipped + counts.NotScored;
        var progress =
            State is RunState.Completed or RunState.CompletedWithFailures && PlanId is not null
                ? 1
                : Share(done, counts.Accounts);
        var cost = IsSummedUp ? Cost : Cost.Plus(soFar.Cost);
        return new RunView(RunId, Kind, State, Type, StartedAt, CompletedAt, progress, counts, cost, Failures)
        {
            Facts = Facts,
            Fallbacks = FallbackCounts.Sum(Fallbacks, IsSummedUp ? null : soFar.Fallbacks),
        };
    }

    private static double Share(long done, long all) => all == 0 ? 0 : Math.Round(Math.Min(1, (double)done / all), 4);

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
