using CsMl.Core.Accounts.Import;
using CsMl.Core.Accounts.Import.Files;
using CsMl.Core.Storage;

namespace CsMl.Core.Portfolio;

/// <summary>
/// Stores a file and starts the run that imports it. Heartbeats are written from before the first part on, so that
/// <see cref="ResumeRuns"/> finds what a process that died during an upload has left.
/// </summary>
public sealed class StartImport(
    ImportStore store,
    RunStore runs,
    RunHeartbeats heartbeats,
    IWorkQueue queue,
    TimeProvider time
)
{
    /// <summary>If the file cannot be read to its end, nothing is left of it.</summary>
    /// <param name="key">The run that an earlier attempt of this request added is the answer to this one, too.</param>
    /// <exception cref="BodyTooLargeException">The file is larger than its source allows.</exception>
    public async Task<RunRecord> RunAsync(
        string tenant,
        ImportSource source,
        ImportOptions options,
        CancellationToken cancellation,
        RequestKey? key = null
    )
    {
        var now = time.GetUtcNow();
        var id = RunRecord.ImportId(key?.Id ?? Guid.CreateVersion7(now).ToString());
        var open = RunMessage.Open(tenant, id);
        if (key is { IsAgain: true })
        {
            if (await runs.FindAsync(tenant, id, cancellation) is { } before)
            {
                await queue.SendAsync(RunMessage.RunsQueue, [open.ToText()], cancellation);
                return before.Run;
            }

            await store.DeleteFileAsync(tenant, id, cancellation);
        }

        await heartbeats.BeginAsync(tenant, open.RunId, cancellation);
        var (bytes, parts) = await SaveAsync(open, source, cancellation);
        var work = new ImportWork(options, source.Format, source.IsUtf16, source.MaxInflatedBytes, bytes, parts);
        var run = RunRecord.OfImport(open.RunId, work, now);
        await runs.AddAsync(tenant, run, cancellation);
        await queue.SendAsync(RunMessage.RunsQueue, [open.ToText()], cancellation);
        return run;
    }

    private async Task<(long Bytes, int Parts)> SaveAsync(
        RunMessage open,
        ImportSource source,
        CancellationToken cancellation
    )
    {
        try
        {
            await using var content = new BoundedStream(source.Content, source.MaxBytes);
            return await heartbeats.WhileAsync(
                open,
                () => store.SaveFileAsync(open.Tenant, open.RunId, content, cancellation)
            );
        }
        catch
        {
            await store.DeleteFileAsync(open.Tenant, open.RunId, CancellationToken.None);
            await heartbeats.RemoveAsync(open.Tenant, open.RunId, CancellationToken.None);
            throw;
        }
    }
}
