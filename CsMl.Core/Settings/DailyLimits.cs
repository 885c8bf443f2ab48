using System.Globalization;
using System.Text.Json;
using CsMl.Core.Json;
using CsMl.Core.Limits;
using CsMl.Core.Storage;
using Microsoft.Extensions.Logging;

namespace CsMl.Core.Settings;

/// <summary>
/// Counts what a tenant's callers do a day, in one row for each kind that all instances of the app share. One is taken
/// before the work and given back if the work comes to nothing, so that callers side by side never exceed a limit. Where
/// there is none, nothing is read or written.
/// </summary>
public sealed partial class DailyLimits(
    Tables tables,
    TenantSettings settings,
    TimeProvider time,
    ILogger<DailyLimits> log
)
{
    private readonly IEntityTable _runs = tables.Runs;
    private readonly OptimisticWriter _turns = new();

    /// <summary>Does the work if the day's quota allows, and counts it if it comes to something.</summary>
    /// <param name="counts">False of a result for which nothing is counted.</param>
    /// <returns>The result, and how far the limit is used; null if there is none.</returns>
    /// <exception cref="LimitReachedException">Today's quota is used; the work was not begun.</exception>
    public async Task<(T Result, LimitUse? Use)> CountAsync<T>(
        string tenant,
        LimitKind kind,
        Func<Task<T>> work,
        Func<T, bool> counts,
        CancellationToken cancellation
    )
    {
        var use = await TakeAsync(tenant, kind, cancellation);
        if (use is { IsGranted: false })
        {
            throw new LimitReachedException(use);
        }

        var isCounted = false;
        try
        {
            var result = await work();
            isCounted = counts(result);
            return (result, isCounted ? use : null);
        }
        finally
        {
            if (!isCounted)
            {
                await GiveBackAsync(tenant, use);
            }
        }
    }

    /// <summary>Takes one of the day's quota; null if there is no limit.</summary>
    public async Task<LimitUse?> TakeAsync(string tenant, LimitKind kind, CancellationToken cancellation)
    {
        if ((await settings.OfAsync(tenant, cancellation)).Limits.Of(kind) is not { } quota)
        {
            return null;
        }

        var now = time.GetUtcNow().UtcDateTime;
        var day = now.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var resetsIn = now.Date.AddDays(1) - now;
        return await _turns.UntilWrittenAsync(LaneOf(tenant, kind), TryTakeAsync, cancellation);

        async Task<LimitUse?> TryTakeAsync()
        {
            var (row, etag) = await FindAsync(tenant, kind, day, cancellation);
            return row.Used >= quota ? new LimitUse(kind, quota, row.Used, false, row.Day, resetsIn)
                : await WriteAsync(tenant, kind, row with { Used = row.Used + 1 }, etag, cancellation)
                    ? new LimitUse(kind, quota, row.Used + 1, true, row.Day, resetsIn)
                : null;
        }
    }

    /// <summary>
    /// Gives back what was taken for work that came to nothing, unless another day is counted by now. If the storage
    /// fails, it stays counted: a quota may be used too soon, and is never exceeded.
    /// </summary>
    public async Task GiveBackAsync(string tenant, LimitUse? use)
    {
        if (use is not { IsGranted: true })
        {
            return;
        }

        try
        {
            await _turns.UntilWrittenAsync(LaneOf(tenant, use.Kind), TryGiveBackAsync, CancellationToken.None);
        }
        catch (StorageUnavailableException e)
        {
            NotGivenBack(log, e, EnumNames.Of(use.Kind));
        }

        async Task<LimitUse?> TryGiveBackAsync()
        {
            var (row, etag) = await FindAsync(tenant, use.Kind, use.Day, CancellationToken.None);
            return
                row.Used == 0
                || row.Day != use.Day
                || await WriteAsync(tenant, use.Kind, row with { Used = row.Used - 1 }, etag, CancellationToken.None)
                ? use
                : null;
        }
    }

    /// <summary>The count of the day, or of a later one: the clocks of two instances differ a little.</summary>
    /// <returns>The ETag is null if there is no row.</returns>
    private async Task<(LimitRow Row, string? ETag)> FindAsync(
        string tenant,
        LimitKind kind,
        string day,
        CancellationToken cancellation
    )
    {
        if (await _runs.FindAsync(Partition(tenant), EnumNames.Of(kind), cancellation) is not { } stored)
        {
            return (new LimitRow(day, 0), null);
        }

        var row = stored.Read(RowJson.Plain.LimitRow);
        return (string.CompareOrdinal(row.Day, day) < 0 ? new LimitRow(day, 0) : row, stored.ETag);
    }

    private async Task<bool> WriteAsync(
        string tenant,
        LimitKind kind,
        LimitRow row,
        string? etag,
        CancellationToken cancellation
    )
    {
        var key = EnumNames.Of(kind);
        var json = JsonSerializer.SerializeToUtf8Bytes(row, RowJson.Plain.LimitRow);
        var change = etag is null ? EntityChange.Insert(key, json) : EntityChange.Replace(key, json, etag);
        return (await _runs.WriteAsync(Partition(tenant), [change], cancellation)).Succeeded;
    }

    internal static string Partition(string tenant) => EntityKey.Of(tenant, "limits");

    private static string LaneOf(string tenant, LimitKind kind) => EntityKey.Of(tenant, EnumNames.Of(kind));

    [LoggerMessage(LogLevel.Warning, "What was taken of the limit of {Kind} could not be given back; it stays counted")]
    private static partial void NotGivenBack(ILogger log, Exception e, string kind);
}
