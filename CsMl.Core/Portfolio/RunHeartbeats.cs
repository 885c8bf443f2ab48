using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text.Json;
using CsMl.Core.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CsMl.Core.Portfolio;

/// <summary>
/// Stores the last heartbeat of each started run: one row per run, in one partition for all tenants, so that one query
/// finds the runs that have stopped. A process writes a run's row at most three times within
/// <see cref="RunOptions.StandstillSeconds"/>, however many of its pages it scores.
/// </summary>
public sealed partial class RunHeartbeats(
    Tables tables,
    IOptions<RunOptions> options,
    TimeProvider time,
    ILogger<RunHeartbeats> log
)
{
    private const int MostRemembered = 1_000;

    /// <summary>
    /// The longest wait before a run is resumed: the time for which the Functions host holds a message. After it the
    /// messages of a killed process are redelivered anyway.
    /// </summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(10);

    /// <summary>Cannot collide with a tenant's partition, because no run id is "heartbeat".</summary>
    internal static readonly string Partition = EntityKey.Of("runs", "heartbeat");

    private static readonly RunHeartbeat LongAgo = new(DateTimeOffset.UnixEpoch, 0);

    private readonly IEntityTable _runs = tables.Runs;
    private readonly ConcurrentDictionary<string, long> _written = new(StringComparer.Ordinal);

    private TimeSpan Standstill => TimeSpan.FromSeconds(options.Value.StandstillSeconds);

    private TimeSpan Interval => Standstill / 3;

    /// <summary>Writes the first heartbeat of a run, before its first message is sent.</summary>
    public Task BeginAsync(string tenant, string runId, CancellationToken cancellation) =>
        WriteAsync(EntityKey.Of(tenant, runId), cancellation);

    /// <summary>Does a part of a run and writes heartbeats at the beginning and until it ends.</summary>
    public async Task<T> WhileAsync<T>(RunMessage message, Func<Task<T>> work)
    {
        var key = EntityKey.Of(message.Tenant, message.RunId);
        await BeatAsync(key);
        return await BeatWhile.RunAsync(Interval, time, () => BeatAsync(key), work);
    }

    /// <summary>The runs whose last heartbeat is too old. The limit doubles each time a run is resumed.</summary>
    public async IAsyncEnumerable<StoredHeartbeat> ListStillAsync(
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var now = time.GetUtcNow();
        await foreach (var row in _runs.QueryAsync(Partition, RowRange.All, cancellation))
        {
            var heartbeat = Read(row);
            if (now - heartbeat.At >= WaitOf(heartbeat))
            {
                var at = row.RowKey.IndexOf(EntityKey.Separator, StringComparison.Ordinal);
                yield return new StoredHeartbeat(row.RowKey[..at], row.RowKey[(at + 1)..], heartbeat, row.ETag);
            }
        }
    }

    /// <summary>One that cannot be read is so old that the run is resumed, which writes it anew.</summary>
    private RunHeartbeat Read(Entity row)
    {
        try
        {
            return row.Read(RunJson.Plain.RunHeartbeat);
        }
        catch (DamagedRowException e)
        {
            Unreadable(log, e);
            return LongAgo;
        }
    }

    /// <summary>The runs of a tenant that have a heartbeat: those that are not over, and some that are.</summary>
    public async Task<IReadOnlyList<string>> ListAsync(string tenant, CancellationToken cancellation)
    {
        var runIds = new List<string>();
        var range = RowRange.Of(tenant + EntityKey.Separator) with { KeysOnly = true };
        await foreach (var row in _runs.QueryAsync(Partition, range, cancellation))
        {
            runIds.Add(row.RowKey[range.From.Length..]);
        }

        return runIds;
    }

    /// <summary>Records that a run was resumed, unless it has a newer heartbeat.</summary>
    public Task ResumedAsync(StoredHeartbeat still, CancellationToken cancellation)
    {
        var heartbeat = new RunHeartbeat(time.GetUtcNow(), still.Heartbeat.Resumed + 1);
        var key = EntityKey.Of(still.Tenant, still.RunId);
        return _runs.WriteAsync(Partition, [EntityChange.Replace(key, Json(heartbeat), still.ETag)], cancellation);
    }

    /// <summary>Writes a heartbeat anew, and returns it so; null if there is a newer one.</summary>
    public async Task<StoredHeartbeat?> ClaimAsync(StoredHeartbeat still, CancellationToken cancellation)
    {
        var claimed = still.Heartbeat with { Resumed = still.Heartbeat.Resumed + 1 };
        var key = EntityKey.Of(still.Tenant, still.RunId);
        var claim = EntityChange.Replace(key, Json(claimed), still.ETag);
        return
            (await _runs.WriteAsync(Partition, [claim], cancellation)).Succeeded
            && await _runs.FindAsync(Partition, key, cancellation) is { } row
            && row.Read(RunJson.Plain.RunHeartbeat) == claimed
            ? new StoredHeartbeat(still.Tenant, still.RunId, claimed, row.ETag)
            : null;
    }

    /// <summary>Deletes the heartbeat of a run that is over.</summary>
    public Task EndAsync(StoredHeartbeat over, CancellationToken cancellation)
    {
        var key = EntityKey.Of(over.Tenant, over.RunId);
        return _runs.WriteAsync(Partition, [EntityChange.Delete(key, over.ETag)], cancellation);
    }

    /// <summary>Deletes the heartbeat of a run that was never added.</summary>
    public Task RemoveAsync(string tenant, string runId, CancellationToken cancellation) =>
        _runs.WriteAsync(Partition, [EntityChange.Delete(EntityKey.Of(tenant, runId))], cancellation);

    /// <summary>Replaces a heartbeat that cannot be read by one so old that the run is resumed.</summary>
    internal static EntityChange Renew(Entity row) => EntityChange.Replace(row.RowKey, Json(LongAgo), row.ETag);

    private TimeSpan WaitOf(RunHeartbeat heartbeat)
    {
        var wait = Standstill * Math.Pow(2, Math.Min(heartbeat.Resumed, 10));
        return wait < LongestWait ? wait : LongestWait;
    }

    /// <summary>
    /// Writes a heartbeat. A failure is only logged: the run may then be resumed while it is worked on, which is
    /// harmless because every step is idempotent.
    /// </summary>
    private async Task BeatAsync(string key)
    {
        if (_written.TryGetValue(key, out var last) && time.GetElapsedTime(last) < Interval)
        {
            return;
        }

        try
        {
            await WriteAsync(key, CancellationToken.None);
        }
        catch (StorageUnavailableException e)
        {
            NotWritten(log, e);
        }
    }

    private async Task WriteAsync(string key, CancellationToken cancellation)
    {
        if (_written.Count > MostRemembered)
        {
            _written.Clear();
        }

        _written[key] = time.GetTimestamp();
        var heartbeat = new RunHeartbeat(time.GetUtcNow(), 0);
        await _runs.WriteAsync(Partition, [EntityChange.Upsert(key, Json(heartbeat))], cancellation);
    }

    private static byte[] Json(RunHeartbeat heartbeat) =>
        JsonSerializer.SerializeToUtf8Bytes(heartbeat, RunJson.Plain.RunHeartbeat);

    [LoggerMessage(LogLevel.Warning, "The sign that a run is worked on could not be written")]
    private static partial void NotWritten(ILogger log, Exception e);

    [LoggerMessage(LogLevel.Error, "The sign that a run is worked on cannot be read; the run is resumed")]
    private static partial void Unreadable(ILogger log, Exception e);
}
