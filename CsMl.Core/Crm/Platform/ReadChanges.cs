namespace CsMl.Core.Crm.Platform;

/// <summary>
/// Reads the items of a list that have changed since a mark. The platform has no filter for them, so the list is read
/// from the latest change back to the mark.
/// </summary>
internal sealed class ReadChanges(PlatformReader reader, TimeProvider time)
{
    /// <summary>
    /// Changes this much older than the mark are read again: a change becomes visible when its transaction ends, and
    /// bears the time of its beginning.
    /// </summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(5);

    /// <summary>Within this time two changes of an item may bear the same time.</summary>
    private static readonly TimeSpan Resolution = TimeSpan.FromSeconds(2);

    private const int MostKept = 500;
    private const int MostReadings = 5;

    /// <summary>Where the changes from now on begin.</summary>
    public async Task<PlatformMark> MarkAsync<T>(string tenant, PlatformPath<T> list, CancellationToken cancellation)
        where T : IPlatformChange
    {
        var page = await reader.LatestAsync(tenant, list, 1, cancellation);
        return MarkOf([.. page.Data.Select(ChangeOf).OfType<PlatformChange>()]);
    }

    public async Task<PlatformChanges> SinceAsync<T>(
        string tenant,
        PlatformPath<T> list,
        PlatformMark mark,
        CancellationToken cancellation
    )
        where T : IPlatformChange
    {
        var found = new Dictionary<string, PlatformChange>(StringComparer.Ordinal);
        var isWhole = false;
        for (var reading = 0; reading < MostReadings && !isWhole; reading++)
        {
            isWhole = await ReadAsync(tenant, list, mark.Newest - Overlap, found, cancellation);
        }

        var changes = found.Values.OrderByDescending(change => change.At).ToList();
        var (gone, isRestored) = Disappeared(mark, found, changes);
        var known = mark.Latest.Where(change => change.At < mark.Newest - Resolution).ToHashSet();
        var accounts = changes
            .Where(change => change.At >= mark.Newest - Overlap && !known.Contains(change))
            .Concat(gone)
            .Select(change => change.AccountId)
            .OfType<string>();
        return new PlatformChanges(
            accounts.ToHashSet(StringComparer.Ordinal),
            // After a list that never stood still the same changes are read again next time.
            isWhole ? MarkOf(changes) : mark,
            isRestored
        );
    }

    /// <summary>
    /// Reads pages until one reaches back behind <paramref name="stop"/>. A change or a new item moves others back, so
    /// that they are read twice; only a deletion moves items forward, past a page that is already read.
    /// </summary>
    /// <returns>False if an item may have been passed over.</returns>
    private async Task<bool> ReadAsync<T>(
        string tenant,
        PlatformPath<T> list,
        DateTimeOffset stop,
        Dictionary<string, PlatformChange> found,
        CancellationToken cancellation
    )
        where T : IPlatformChange
    {
        var (isWhole, total) = (true, 0);
        var ids = new HashSet<string>(StringComparer.Ordinal);
        for (var number = 1; ; number++)
        {
            var page = await reader.LatestAsync(tenant, list, number, cancellation);
            isWhole &= page.Count >= total;
            total = page.Count;
            foreach (var change in page.Data.Select(ChangeOf).OfType<PlatformChange>())
            {
                // Items with the same time may swap places between two pages: one is read twice, and another not at all.
                isWhole &= ids.Add(change.Id);
                if (!found.TryGetValue(change.Id, out var other) || other.At < change.At)
                {
                    found[change.Id] = change;
                }
            }

            if (page.Data.Count < PlatformReader.PageItems || page.Data[^1].UpdatedAt < stop)
            {
                return isWhole;
            }
        }
    }

    /// <summary>
    /// The changes of the mark that the list should still have and does not: their items were deleted, or a backup has
    /// replaced them. If the oldest of them is gone, so may be others that the mark does not have.
    /// </summary>
    private static (IReadOnlyList<PlatformChange> Gone, bool IsRestored) Disappeared(
        PlatformMark mark,
        Dictionary<string, PlatformChange> found,
        List<PlatformChange> changes
    )
    {
        var oldest = changes.Count > 0 ? changes[^1].At : DateTimeOffset.MaxValue;
        var isAllRead = changes.Count < PlatformReader.PageItems;
        var expected = mark.Latest.Where(change => isAllRead || change.At > oldest).ToList();
        var gone = expected
            .Where(change => !found.TryGetValue(change.Id, out var there) || there.At < change.At)
            .ToList();
        return (gone, gone.Count > 0 && gone[^1] == expected[^1]);
    }

    /// <summary>A time in the future would hide all changes until then.</summary>
    private PlatformMark MarkOf(IReadOnlyList<PlatformChange> changes)
    {
        var now = time.GetUtcNow();
        var newest = changes.Count > 0 && changes[0].At < now ? changes[0].At : now;
        return new PlatformMark(newest, [.. changes.Take(MostKept)]);
    }

    private static PlatformChange? ChangeOf<T>(T item)
        where T : IPlatformChange =>
        item is { Id: { } id, UpdatedAt: { } at } ? new PlatformChange(id, item.AccountId, at) : null;
}
