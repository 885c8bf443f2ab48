namespace CsMl.Core.Storage;

/// <summary>Deletes the rows of a range, in as few transactions as possible and without reading their bodies.</summary>
internal static class DeleteRows
{
    /// <summary>
    /// Goes through the range once. Another process may delete the same rows, which fails a whole transaction: its other
    /// rows are found and not deleted.
    /// </summary>
    /// <param name="isMeant">By the row's key; null for all.</param>
    /// <param name="isStillMeant">Asked after rows were found and before they are deleted; null for always.</param>
    public static async Task<(int Found, int Deleted)> OnceAsync(
        IEntityTable table,
        string partition,
        RowRange range,
        CancellationToken cancellation,
        Func<string, bool>? isMeant = null,
        Func<Task<bool>>? isStillMeant = null
    )
    {
        var (found, deleted) = (0, 0);
        var rows = table.QueryAsync(partition, range with { KeysOnly = true }, cancellation);
        var meant = rows.Where(row => isMeant?.Invoke(row.RowKey) != false);
        await foreach (var some in meant.Chunk(EntityKey.MaxChanges).WithCancellation(cancellation))
        {
            if (isStillMeant is not null && !await isStillMeant())
            {
                return default;
            }

            EntityChange[] changes = [.. some.Select(row => EntityChange.Delete(row.RowKey, row.ETag))];
            found += changes.Length;
            deleted += (await table.WriteAsync(partition, changes, cancellation)).Succeeded ? changes.Length : 0;
        }

        return (found, deleted);
    }

    /// <summary>The same again and again, until none is found. Returns the number of rows deleted.</summary>
    public static async Task<int> UntilGoneAsync(
        IEntityTable table,
        string partition,
        RowRange range,
        CancellationToken cancellation,
        Func<string, bool>? isMeant = null,
        Func<Task<bool>>? isStillMeant = null
    )
    {
        var sum = 0;
        while (await OnceAsync(table, partition, range, cancellation, isMeant, isStillMeant) is (> 0, var deleted))
        {
            sum += deleted;
        }

        return sum;
    }
}
