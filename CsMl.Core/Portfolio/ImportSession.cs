using CsMl.Core.Accounts.Import;
using CsMl.Core.Requests;

namespace CsMl.Core.Portfolio;

/// <summary>
/// The work of one message on an import. The file is read from its beginning; a batch that an earlier session wrote is
/// not written again, and its stored outcomes are counted, so that the report is that of an import in one go. Before each
/// new batch the run's row is replaced, which fails if the run was cancelled or another session took it over.
/// </summary>
internal sealed class ImportSession(
    RunMessage message,
    StoredFile file,
    RunStore runs,
    ImportStore store,
    IImportTarget index,
    TimeProvider time
) : IImportTarget
{
    /// <summary>
    /// Longest work on new batches. Reading up to the first of them may take as long again, well before the host's
    /// time-out (functionTimeout in host.json).
    /// </summary>
    private static readonly TimeSpan MostTime = TimeSpan.FromMinutes(4);

    private readonly string _id = Guid.NewGuid().ToString("N");
    private int _batches;
    private long? _begun;

    /// <summary>Takes the run over from any other session.</summary>
    public Task BeginAsync(CancellationToken cancellation) =>
        ReplaceAsync(
            run => !run.IsOver,
            run => run with { State = RunState.Running, Import = run.Import! with { Session = _id } },
            cancellation
        );

    /// <exception cref="ImportStoppedException">There is no more time, or the run is not this session's any more.</exception>
    public async Task<IReadOnlyList<RowOutcome>> WriteAsync(
        IReadOnlyList<FactsUpdate> rows,
        ImportReport soFar,
        CancellationToken cancellation
    )
    {
        var (tenant, runId, batch) = (message.Tenant, message.RunId, _batches++);
        if (
            _begun is null
            && await store.FindBatchAsync(tenant, runId, batch, cancellation) is { } before
            && before.Count == rows.Count
        )
        {
            return before;
        }

        if (_begun is { } begun && time.GetElapsedTime(begun) > MostTime)
        {
            throw new ImportStoppedException(goesOn: true);
        }

        _begun ??= time.GetTimestamp();
        await ReplaceAsync(run => run with { Import = Progress(run, soFar) }, cancellation);
        var outcomes = await index.WriteAsync(rows, soFar, cancellation);
        await store.AddBatchAsync(tenant, runId, batch, outcomes, cancellation);
        return outcomes;
    }

    /// <summary>Ends the run.</summary>
    /// <param name="failures">Why it failed as a whole; empty if it did not.</param>
    public async Task EndAsync(ImportReport report, IReadOnlyList<RunFailure> failures, CancellationToken cancellation)
    {
        await store.SaveReportAsync(message.Tenant, message.RunId, report, cancellation);
        await ReplaceAsync(
            run =>
                run with
                {
                    State =
                        report.Failed == 0 && failures.Count == 0 ? RunState.Completed : RunState.CompletedWithFailures,
                    CompletedAt = time.GetUtcNow(),
                    Failures = failures,
                    Import = Progress(run, report),
                },
            cancellation
        );
    }

    private ImportWork Progress(RunRecord run, ImportReport report) =>
        run.Import! with
        {
            BytesRead = file.BytesRead,
            Report = report.WithoutLists(),
        };

    private Task ReplaceAsync(Func<RunRecord, RunRecord> change, CancellationToken cancellation) =>
        ReplaceAsync(run => !run.IsOver && run.Import!.Session == _id, change, cancellation);

    private async Task ReplaceAsync(
        Func<RunRecord, bool> isAllowed,
        Func<RunRecord, RunRecord> change,
        CancellationToken cancellation
    )
    {
        while (await runs.FindAsync(message.Tenant, message.RunId, cancellation) is { } stored && isAllowed(stored.Run))
        {
            if (await runs.ReplaceAsync(message.Tenant, stored, change(stored.Run), cancellation))
            {
                return;
            }
        }

        throw new ImportStoppedException(goesOn: false);
    }
}
