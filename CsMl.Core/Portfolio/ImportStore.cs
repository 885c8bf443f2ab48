using System.Globalization;
using System.Text.Json;
using CsMl.Core.Requests;
using CsMl.Core.Storage;

namespace CsMl.Core.Portfolio;

/// <summary>
/// Stores what belongs to an import that was left running, in the partition of the run: the file in parts, what came of
/// each batch, and the report. The report stays when the run is over; the rest is deleted.
/// </summary>
public sealed class ImportStore(Tables tables)
{
    private const string FileKind = "file";
    private const string BatchKind = "batch";
    private const string ReportKind = "report";

    private readonly IEntityTable _runs = tables.Runs;

    /// <summary>Stores a file and holds one part of it in memory at a time.</summary>
    /// <returns>Its size, and the number of its parts.</returns>
    public Task<(long Bytes, int Parts)> SaveFileAsync(
        string tenant,
        string runId,
        Stream content,
        CancellationToken cancellation
    ) => SaveAsync(EntityKey.Of(tenant, runId), FileKind, content, cancellation);

    /// <summary>A part of the file; null if it was deleted.</summary>
    public async Task<ReadOnlyMemory<byte>?> FindPartAsync(
        string tenant,
        string runId,
        int part,
        CancellationToken cancellation
    ) => (await _runs.FindAsync(EntityKey.Of(tenant, runId), Key(FileKind, part), cancellation))?.Json;

    /// <summary>What came of the rows of a batch; null if the batch may not have been written.</summary>
    public async Task<IReadOnlyList<RowOutcome>?> FindBatchAsync(
        string tenant,
        string runId,
        int batch,
        CancellationToken cancellation
    )
    {
        var row = await _runs.FindAsync(EntityKey.Of(tenant, runId), Key(BatchKind, batch), cancellation);
        return row is null ? null : [.. row.Json.ToArray().Select(outcome => (RowOutcome)outcome)];
    }

    /// <summary>Stores that a batch was written.</summary>
    public Task AddBatchAsync(
        string tenant,
        string runId,
        int batch,
        IReadOnlyList<RowOutcome> outcomes,
        CancellationToken cancellation
    )
    {
        byte[] bytes = [.. outcomes.Select(outcome => (byte)outcome)];
        var change = EntityChange.Upsert(Key(BatchKind, batch), bytes);
        return _runs.WriteAsync(EntityKey.Of(tenant, runId), [change], cancellation);
    }

    public async Task SaveReportAsync(string tenant, string runId, ImportReport report, CancellationToken cancellation)
    {
        var partition = EntityKey.Of(tenant, runId);
        await DeleteAsync(partition, ReportKind, cancellation);
        using var json = new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(report, RunJson.Plain.ImportReport));
        await SaveAsync(partition, ReportKind, json, cancellation);
    }

    /// <summary>The whole report; null before the import is over.</summary>
    public async Task<ImportReport?> FindReportAsync(string tenant, string runId, CancellationToken cancellation)
    {
        using var json = new MemoryStream();
        await foreach (var row in _runs.QueryAsync(EntityKey.Of(tenant, runId), RangeOf(ReportKind), cancellation))
        {
            json.Write(row.Json.Span);
        }

        return json.Length == 0
            ? null
            : JsonSerializer.Deserialize(json.GetBuffer().AsSpan(0, (int)json.Length), RunJson.Plain.ImportReport);
    }

    /// <summary>Deletes the report of a run; its counts stay in the run. Returns the number of rows deleted.</summary>
    public Task<int> DeleteReportAsync(string tenant, string runId, CancellationToken cancellation) =>
        DeleteAsync(EntityKey.Of(tenant, runId), ReportKind, cancellation);

    /// <summary>Deletes the file of a run and what came of its batches. Idempotent.</summary>
    public async Task DeleteFileAsync(string tenant, string runId, CancellationToken cancellation)
    {
        var partition = EntityKey.Of(tenant, runId);
        await DeleteAsync(partition, FileKind, cancellation);
        await DeleteAsync(partition, BatchKind, cancellation);
    }

    private async Task<(long Bytes, int Parts)> SaveAsync(
        string partition,
        string kind,
        Stream content,
        CancellationToken cancellation
    )
    {
        var buffer = new byte[EntityKey.MaxJsonBytes];
        var bytes = 0L;
        for (var part = 0; ; part++)
        {
            var filled = await content.ReadAtLeastAsync(buffer, buffer.Length, false, cancellation);
            if (filled == 0)
            {
                return (bytes, part);
            }

            var change = EntityChange.Upsert(Key(kind, part), buffer.AsMemory(0, filled));
            await _runs.WriteAsync(partition, [change], cancellation);
            bytes += filled;
        }
    }

    private Task<int> DeleteAsync(string partition, string kind, CancellationToken cancellation) =>
        DeleteRows.UntilGoneAsync(_runs, partition, RangeOf(kind), cancellation);

    private static RowRange RangeOf(string kind) => RowRange.Of(kind + EntityKey.Separator);

    private static string Key(string kind, int number) =>
        EntityKey.Of(kind, number.ToString("D7", CultureInfo.InvariantCulture));
}
