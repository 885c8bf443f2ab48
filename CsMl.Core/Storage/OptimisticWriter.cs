namespace CsMl.Core.Storage;

/// <summary>
/// Repeats a read and write that lost to another writer. Those of this process that lost go on one after another:
/// side by side they would all read the same row, one would win, and the last of fifty would lose fifty times.
/// </summary>
internal sealed class OptimisticWriter
{
    /// <summary>A writer that has its turn can still conflict with other processes and first attempts.</summary>
    private const int MostTries = 50;

    private readonly KeyedLock lanes = new();

    /// <param name="accountId">Whose rows are written.</param>
    /// <param name="attempt">Reads and writes; null where another writer came between.</param>
    /// <exception cref="StorageUnavailableException">Others came between every time.</exception>
    public async Task<T> UntilWrittenAsync<T>(string accountId, Func<Task<T?>> attempt, CancellationToken cancellation)
        where T : class
    {
        if (await attempt() is { } first)
        {
            return first;
        }

        using var turn = await lanes.EnterAsync(accountId, cancellation);
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
