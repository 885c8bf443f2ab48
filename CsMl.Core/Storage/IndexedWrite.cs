namespace CsMl.Core.Storage;

/// <summary>
/// Writes rows together with the entries of an index that lead to them. An entry that is to be deleted and is not there
/// does not stop the write: what follows from the rows is never worth more than they are.
/// </summary>
internal static class IndexedWrite
{
    public static async Task<WriteResult> WriteIndexedAsync(
        this IEntityTable table,
        string partition,
        List<EntityChange> changes,
        CancellationToken cancellation
    )
    {
        while (true)
        {
            var written = await table.WriteAsync(partition, changes, cancellation);
            if (
                written.Failure != WriteFailure.NotFound
                || changes[written.FailedIndex] is not { Kind: ChangeKind.Delete, ETag: null }
            )
            {
                return written;
            }

            changes.RemoveAt(written.FailedIndex);
            if (changes.Count == 0)
            {
                return WriteResult.Done;
            }
        }
    }
}
