namespace CsMl.Core.Storage;

/// <summary>
/// What is left of an account that was erased, so that nothing brings it back unasked. Its row's key is a hash of the
/// account's id.
/// </summary>
/// <param name="Revision">A revision later than those of all facts that were erased.</param>
/// <param name="RestoredAt">When a caller asked for the account again; null while it stays erased.</param>
internal sealed record Tombstone(long Revision, DateTimeOffset ErasedAt, DateTimeOffset? RestoredAt = null)
{
    public bool IsErased => RestoredAt is null;

    /// <summary>True if what was made from facts of this revision must not be stored.</summary>
    public bool Bars(long revision) => IsErased || revision <= Revision;
}
