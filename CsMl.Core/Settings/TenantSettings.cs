using System.Collections.Concurrent;
using System.Text.Json;
using CsMl.Core.Storage;

namespace CsMl.Core.Settings;

/// <summary>
/// The settings of each tenant. They are read from the store once in ten seconds at most, so that an instance follows a
/// change that another one stored within that time, and its own at once.
/// </summary>
public sealed class TenantSettings(Tables tables, ConfiguredSettings configured, TimeProvider time)
{
    /// <summary>How long settings that were read are used.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(10);

    private const int MostRemembered = 1_000;
    private const string RowKey = "settings";

    private readonly IEntityTable _accounts = tables.Accounts;
    private readonly OptimisticWriter _turns = new();
    private readonly ConcurrentDictionary<string, Known> _read = new(StringComparer.Ordinal);

    /// <summary>The settings that apply to a tenant.</summary>
    public ValueTask<EffectiveSettings> OfAsync(string tenant, CancellationToken cancellation) =>
        _read.TryGetValue(tenant, out var read) && IsFresh(read)
            ? ValueTask.FromResult(read.Settings)
            : ReadAsync(tenant, cancellation);

    /// <summary>The settings that apply to a tenant, as they are stored now.</summary>
    public async ValueTask<EffectiveSettings> ReadAsync(string tenant, CancellationToken cancellation) =>
        Remember(tenant, await FindAsync(tenant, cancellation));

    /// <summary>What is stored now.</summary>
    public async Task<SettingsRow> FindAsync(string tenant, CancellationToken cancellation) =>
        Read(await _accounts.FindAsync(Partition(tenant), RowKey, cancellation));

    /// <summary>Changes what is stored, and tells what was stored before. Null if the version is not admitted.</summary>
    /// <param name="change">
    /// Called with what is stored, and again if another caller changed that meanwhile: what it reads and computes is never
    /// applied to another row. It returns settings and scale without regard to the row's version, or null to leave the row
    /// as it is.
    /// </param>
    public async Task<(SettingsRow Before, SettingsRow After)?> ChangeAsync(
        string tenant,
        Func<int, bool> admits,
        Func<SettingsRow, Task<SettingsRow?>> change,
        CancellationToken cancellation
    )
    {
        var written = await _turns.UntilWrittenAsync(tenant, TryChangeAsync, cancellation);
        if (written.After is not { } after)
        {
            return null;
        }

        Remember(tenant, after);
        return (written.Before, after);

        async Task<Change?> TryChangeAsync()
        {
            var row = await _accounts.FindAsync(Partition(tenant), RowKey, cancellation);
            var before = Read(row);
            if (!admits(before.Version))
            {
                return new Change(before, null);
            }

            if (await change(before) is not { } next)
            {
                return new Change(before, before);
            }

            var changed = next with { Version = before.Version + 1 };
            var json = JsonSerializer.SerializeToUtf8Bytes(changed, SettingsJson.Plain.SettingsRow);
            var write = row is null ? EntityChange.Insert(RowKey, json) : EntityChange.Replace(RowKey, json, row.ETag);
            return (await _accounts.WriteAsync(Partition(tenant), [write], cancellation)).Succeeded
                ? new Change(before, changed)
                : null;
        }
    }

    private EffectiveSettings Remember(string tenant, SettingsRow row)
    {
        if (_read.Count > MostRemembered)
        {
            // Callers may make tenants up.
            _read.Clear();
        }

        // A slow reader may come with a row that this process has changed since.
        var read = new Known(row.Version, configured.Of(tenant).With(row), time.GetTimestamp());
        return _read
            .AddOrUpdate(tenant, read, (_, known) => known.Version > read.Version && IsFresh(known) ? known : read)
            .Settings;
    }

    private bool IsFresh(Known known) => time.GetElapsedTime(known.ReadAt) < Lifetime;

    internal static string Partition(string tenant) => EntityKey.Of(tenant, "settings");

    private static SettingsRow Read(Entity? row) =>
        row is null ? SettingsRow.None : row.Read(SettingsJson.Plain.SettingsRow);

    /// <param name="ReadAt">The clock's timestamp.</param>
    private sealed record Known(int Version, EffectiveSettings Settings, long ReadAt);

    private sealed record Change(SettingsRow Before, SettingsRow? After);
}
