using System.Collections.Concurrent;
using CsMl.Core.Settings;
using CsMl.Core.Storage;

namespace CsMl.Core.Morning;

/// <summary>
/// Reads a morning, or tells the one that was read a moment ago. As with <see cref="TenantSettings"/> an instance follows
/// changes that another one stored within ten seconds; its own changes of results it follows at once.
/// </summary>
public sealed class RecentMorning(ReadMorning morning, Tables tables, TimeProvider time)
{
    private const int MostRemembered = 200;

    private readonly ConcurrentDictionary<(string Tenant, MorningQuery Query), Remembered> _read = new();

    /// <param name="isAfterChange">
    /// True for somebody who has just changed something, perhaps through another instance: then it is read anew.
    /// </param>
    public async Task<MorningView> RunAsync(
        string tenant,
        MorningQuery query,
        bool isAfterChange,
        CancellationToken cancellation
    )
    {
        // Counted before anything is read: a change meanwhile makes what is read count as old.
        var writes = tables.Writes;
        if (
            !isAfterChange
            && writes is not null
            && _read.TryGetValue((tenant, query), out var known)
            && known.Writes == writes
            && time.GetElapsedTime(known.ReadAt) < TenantSettings.Lifetime
        )
        {
            return known.View;
        }

        var started = time.GetTimestamp();
        var view = await morning.RunAsync(tenant, query, cancellation);
        if (writes is { } counted)
        {
            if (_read.Count >= MostRemembered)
            {
                // Callers may make owners up.
                _read.Clear();
            }

            _read[(tenant, query)] = new Remembered(view, counted, started);
        }

        return view;
    }

    private sealed record Remembered(MorningView View, long Writes, long ReadAt);
}
