namespace CsMl.Core.Crm.Platform;

/// <summary>
/// Reads the items of a list that have changed since a mark. The platform has no filter for them, so the list is read
/// from the latest change back to the mark.
/// </summary>
internal sealed class ReadChanges(PlatformReader reader)
{
    /// <summary>
    /// The last changes before a reading are read again by the next one: a change becomes visible when its transaction
    /// ends and bears the time of its beginning, and two changes may bear the same time.
    /// </summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(10);

    private const int MostKept = 500;
    private const int MostReadings = 5;

    /// <summary>Where the changes from now on begin.</summary>
    public async Task<PlatformMark> MarkAsync(
        string tenant,
        PlatformPath<PlatformItem> list,
        CancellationToken cancellation
    )
    {
        var page = await reader.LatestAsync(tenant, list, 1, cancellation);
        return MarkOf([.. Changes(list, page)], page.ReadAt);
    }

    public async Task<PlatformChanges> SinceAsync(
        string tenant,
        PlatformPath<PlatformItem> list,
        PlatformMark mark,
        CancellationToken cancellation
    )
    {
        var found = new Dictionary<string, PlatformChange>(StringComparer.Ordinal);
        var (isWhole, readAt) = await ReadAsync(tenant, list, mark.Cutoff, found, cancellation);
        for (var reading = 1; reading < MostReadings && !isWhole; reading++)
        {
            (isWhole, _) = await ReadAsync(tenant, list, mark.Cutoff, found, cancellation);
        }

        var changes = found.Values.OrderByDescending(change => change.At).ToList();
        var (gone, isRestored) = Disappeared(mark, found, changes);
        var accounts = changes
            .Where(change => change.At >= mark.Cutoff)
            .Concat(gone)
            .Select(change => change.AccountId)
            .OfType<string>()
            .Distinct();
        // If the list never stood still, the same changes are read again next time.
        return new PlatformChanges([.. accounts], isWhole ? MarkOf(changes, readAt) : mark, isRestored);
    }

    /// <summary>
    /// Reads pages until one reaches back behind <paramref name="stop"/>. A change or a new item moves others back, so
    /// that they are read twice; only a deletion moves items forward, past a page that is already read.
    /// </summary>
    /// <returns>False if an item may have been passed over; and when the first page was read.</returns>
    private async Task<(bool IsWhole, DateTimeOffset ReadAt)> ReadAsync(
        string tenant,
        PlatformPath<PlatformItem> list,
        DateTimeOffset stop,
        Dictionary<string, PlatformChange> found,
        CancellationToken cancellation
    )
    {
        var (isWhole, total, readAt) = (true, 0, DateTimeOffset.MinValue);
        var ids = new HashSet<string>(StringComparer.Ordinal);
        for (var number = 1; ; number++)
        {
            var page = await reader.LatestAsync(tenant, list, number, cancellation);
            isWhole &= page.Count >= total;
            total = page.Count;
            readAt = number == 1 ? page.ReadAt : readAt;
            foreach (var change in Changes(list, page))
            {
                // Items with the same time may swap places between two pages: one is read twice, another not at all.
                isWhole &= ids.Add(change.Id);
                if (!found.TryGetValue(change.Id, out var other) || other.At < change.At)
                {
                    found[change.Id] = change;
                }
            }

            if (page.Data.Count < PlatformReader.PageItems || page.Data[^1].UpdatedAt < stop)
            {
                return (isWhole, readAt);
            }
        }
    }

    /// <summary>
    /// The changes of the mark that the list should still have and does not: their items were deleted, or a backup has
    /// replaced them. An item with an earlier change than before is a backup's for certain; and if the oldest change is
    /// gone, so may be others that the mark does not have.
    /// </summary>
    private static (IReadOnlyList<PlatformChange> Gone, bool IsRestored) Disappeared(
        PlatformMark mark,
        Dictionary<string, PlatformChange> found,
        List<PlatformChange> changes
    )
    {
        var isAllRead = changes.Count < PlatformReader.PageItems;
        var expected = mark.Latest.Where(change => isAllRead || change.At > changes[^1].At).ToList();
        var gone = expected
            .Where(change => !found.TryGetValue(change.Id, out var there) || there.At < change.At)
            .ToList();
        var isRestored =
            gone.Count > 0 && (gone[^1] == expected[^1] || gone.Any(change => found.ContainsKey(change.Id)));
        return (gone, isRestored);
    }

    /// <summary>
    /// The cutoff is a time of the platform's clock, and not the time of its newest change: one in the future would hide
    /// all changes until then.
    /// </summary>
    private static PlatformMark MarkOf(IReadOnlyList<PlatformChange> changes, DateTimeOffset readAt) =>
        new(readAt - Overlap, [.. changes.Take(MostKept)]);

    private static IEnumerable<PlatformChange> Changes(
        PlatformPath<PlatformItem> list,
        PlatformList<PlatformItem> page
    ) =>
        page
            .Data.Where(item => item.UpdatedAt is not null)
            .Select(item => new PlatformChange(
                item.Id,
                list == PlatformPath.Accounts ? item.Id : item.AccountId,
                item.UpdatedAt!.Value
            ));
}
