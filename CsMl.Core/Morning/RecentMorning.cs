using System.Collections.Concurrent;
using CsMl.Core.Settings;
using CsMl.Core.Storage;

namespace CsMl.Core.Morning;

/// <summary>
/// Tells the morning that was read a moment ago, and reads again only what has changed since. It asks the list of changes
/// for that once in ten seconds, and at once after a change of this process or of whoever asks. Once a minute everything is
/// read anew, because time passes and not every change is in the list.
/// </summary>
public sealed class RecentMorning(ReadMorning morning, ChangeStore changes, Tables tables, TimeProvider time)
{
    private const int MostRemembered = 200;

    /// <summary>With more transactions than these it is quicker to read everything.</summary>
    private const int MostChanges = 20;

    private static readonly TimeSpan WholeLifetime = TimeSpan.FromMinutes(1);

    /// <summary>A change may be readable only so long after its time: clocks differ, and writing takes time.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<(string Tenant, MorningQuery Query), Remembered> _read = new();

    /// <param name="isAfterChange">True for somebody who has just changed something, perhaps through another instance.</param>
    public async Task<MorningView> RunAsync(
        string tenant,
        MorningQuery query,
        bool isAfterChange,
        CancellationToken cancellation
    )
    {
        // Counted before anything is read: a change meanwhile makes what is read count as old.
        var (writes, started) = (tables.Writes, time.GetTimestamp());
        var known = _read.GetValueOrDefault((tenant, query));
        known = IsWithin(known?.ReadAt, WholeLifetime) ? known : null;
        if (!isAfterChange && known?.Writes == writes && IsWithin(known?.CheckedAt, TenantSettings.Lifetime))
        {
            return known!.Reading.View;
        }

        var followed = known is null ? null : await FollowAsync(tenant, known.Reading, cancellation);
        var reading = followed ?? await morning.ReadAsync(tenant, query, cancellation);
        if (writes is { } counted)
        {
            if (_read.Count >= MostRemembered)
            {
                // Callers may make owners up.
                _read.Clear();
            }

            var readAt = followed is null ? started : known!.ReadAt;
            _read[(tenant, query)] = new Remembered(reading, counted, started, readAt);
        }

        return reading.View;
    }

    /// <summary>Null if more than CTAs and facts has changed, or if a CTA may have come to an owner or gone.</summary>
    private async Task<MorningReading?> FollowAsync(
        string tenant,
        MorningReading before,
        CancellationToken cancellation
    )
    {
        var now = time.GetUtcNow();
        var since = await changes.FindSinceAsync(tenant, before.At - Overlap, MostChanges, cancellation);
        if (
            since is null
            || since.Any(change => change.Kind != ResultChangeKind.Cta)
            || (since.Count > 0 && before.Query.OwnerId is not null)
        )
        {
            return null;
        }

        var changed = since.Select(change => change.AccountId).ToHashSet(StringComparer.Ordinal);
        changed.UnionWith(await morning.FindChangedFactsAsync(tenant, before, cancellation));
        changed.IntersectWith(before.Candidates.Select(candidate => candidate.Risk.Account.Id));
        return changed.Count == 0
            ? before with
            {
                At = now,
            }
            : await morning.UpdateAsync(tenant, before, changed, cancellation);
    }

    private bool IsWithin(long? timestamp, TimeSpan lifetime) =>
        timestamp is { } at && time.GetElapsedTime(at) < lifetime;

    /// <param name="CheckedAt">When it was last asked whether anything had changed.</param>
    /// <param name="ReadAt">When everything was last read.</param>
    private sealed record Remembered(MorningReading Reading, long Writes, long CheckedAt, long ReadAt);
}
