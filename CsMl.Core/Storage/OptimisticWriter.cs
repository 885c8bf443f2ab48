namespace CsMl.Core.Storage;

/// <summary>
/// Retries a read and write that conflicted with another writer. Retries within this process run one after another: in
/// parallel they would all read the same row, only one would succeed, and the last of fifty would fail fifty times.
/// </summary>
internal sealed class OptimisticWriter
{
    /// <summary>
    /// The most attempts. A writer that holds the lock can still conflict with other processes and first attempts.
    /// </summary>
    private const int MostTries = 50;

    private readonly KeyedLock _lanes = new();

    /// <param name="accountId">The account whose rows are written.</param>
    /// <param name="attempt">Reads and writes; null if it conflicted with another writer.</param>
    /// <exception cref="StorageUnavailableException">Every attempt conflicted.</exception>
    public async Task<T> UntilWrittenAsync<T>(string accountId, Func<Task<T?>> attempt, CancellationToken cancellation)
        where T : class
    {
        if (await attempt() is { } first)
        {
            return first;
        }

        using var turn = await _lanes.EnterAsync(accountId, cancellation);
        for (var tries = 1; tries < MostTries; tries++)
        {
            if (await attempt() is { } written)
            {
                return written;
            }
        }

        throw new StorageUnavailableException("Other writers came first on every try.");
    }
}
