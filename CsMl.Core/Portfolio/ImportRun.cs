using System.Collections.Concurrent;
using CsMl.Core.Accounts.Import;
using CsMl.Core.Accounts.Import.Files;
using CsMl.Core.Json;
using CsMl.Core.Requests;
using CsMl.Core.Storage;
using Microsoft.Extensions.Logging;

namespace CsMl.Core.Portfolio;

/// <summary>
/// Works on a run of kind import: the import that a call would have waited for, from the stored file. It may be
/// interrupted anywhere and run twice (ADR 10).
/// </summary>
public sealed partial class ImportRun(
    ImportAccounts import,
    ImportStore store,
    RunStore runs,
    IWorkQueue queue,
    TimeProvider time,
    ILogger<ImportRun> log
)
{
    private const int MostSentences = 3;

    private const string GivenUp =
        "The import could not be finished on any try. What came in stays; import the file again.";

    private readonly ConcurrentDictionary<RunMessage, bool> _inWork = new();

    public async Task RunAsync(RunMessage message, CancellationToken cancellation)
    {
        // A duplicate of a message in progress is dropped: the first one stays in the queue until the import is over.
        if (!_inWork.TryAdd(message, true))
        {
            return;
        }

        bool goesOn;
        try
        {
            goesOn = await WorkAsync(message, cancellation);
        }
        finally
        {
            _inWork.TryRemove(message, out _);
        }

        if (goesOn)
        {
            await queue.SendAsync(RunMessage.RunsQueue, [message.ToText()], cancellation);
        }
    }

    /// <summary>Ends an import that failed on every try.</summary>
    public async Task GiveUpAsync(RunMessage message, CancellationToken cancellation)
    {
        while (
            await runs.FindAsync(message.Tenant, message.RunId, cancellation) is { Run: { IsOver: false } run } stored
        )
        {
            var over = run with
            {
                State = RunState.CompletedWithFailures,
                CompletedAt = time.GetUtcNow(),
                Failures = [new RunFailure(RunFailure.WholeRun, GivenUp)],
            };
            if (await runs.ReplaceAsync(message.Tenant, stored, over, cancellation))
            {
                ImportGivenUp(log, message.RunId);
            }
        }

        await store.DeleteFileAsync(message.Tenant, message.RunId, cancellation);
    }

    /// <summary>True if the time limit was reached, and the next message continues.</summary>
    private async Task<bool> WorkAsync(RunMessage message, CancellationToken cancellation)
    {
        try
        {
            await ImportAsync(message, cancellation);
        }
        catch (ImportStoppedException e) when (e.GoesOn)
        {
            return true;
        }
        catch (ImportStoppedException)
        {
            ImportLeft(log, message.RunId);
        }

        if (await runs.FindAsync(message.Tenant, message.RunId, cancellation) is not { Run.IsOver: false })
        {
            await store.DeleteFileAsync(message.Tenant, message.RunId, cancellation);
        }

        return false;
    }

    private async Task ImportAsync(RunMessage message, CancellationToken cancellation)
    {
        if (await runs.FindAsync(message.Tenant, message.RunId, cancellation) is not { Run.Import: { } work })
        {
            return;
        }

        var (tenant, runId) = (message.Tenant, message.RunId);
        await using var file = new StoredFile(store, tenant, runId, work.Parts);
        var session = new ImportSession(message, file, runs, store, import.TargetOf(tenant), time);
        await session.BeginAsync(cancellation);
        var source = new ImportSource(
            file,
            work.Format,
            MaxInflatedBytes: work.MaxInflatedBytes,
            IsUtf16: work.IsUtf16
        );
        var (report, tooLarge) = await import.RunAsync(tenant, source, work.Options, session, cancellation);
        var fault = tooLarge is null ? RefusalOf(report) : $"{tooLarge.Message} Send less at a time.";
        await session.EndAsync(report, fault is null ? [] : [new RunFailure(RunFailure.WholeRun, fault)], cancellation);
        ImportClosed(log, runId, report.Imported, report.Failed);
    }

    /// <summary>Why nothing at all was imported; null if something was, or there was nothing.</summary>
    private static string? RefusalOf(ImportReport report) =>
        report is { Imported: 0, Failed: > 0 }
            ? string.Join(' ', report.Errors.Take(MostSentences).Select(Sentence))
            : null;

    private static string Sentence(LineError error) => new FieldError(error.Field, error.Message).Sentence();

    [LoggerMessage(LogLevel.Information, "Import {RunId} is over: {Imported} rows imported, {Failed} failed")]
    private static partial void ImportClosed(ILogger log, string runId, int imported, int failed);

    [LoggerMessage(LogLevel.Information, "Import {RunId} is left: it was cancelled, or another process works on it")]
    private static partial void ImportLeft(ILogger log, string runId);

    [LoggerMessage(LogLevel.Warning, "Import {RunId} ended: it could not be finished on any try")]
    private static partial void ImportGivenUp(ILogger log, string runId);
}
