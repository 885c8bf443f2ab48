using System.Runtime.CompilerServices;
using CsMl.Core.Storage;

namespace CsMl.Tests.Storage;

/// <summary>
/// Tables under a process that is killed at one of its calls to them: before the call arrives, or after it was carried out
/// and before its answer arrives. From then on none of its calls arrives.
/// </summary>
internal sealed class Cut
{
    private int _left = int.MaxValue;
    private bool _arrives;

    /// <summary>How many calls were made before the cut.</summary>
    public int Calls { get; private set; }

    public bool Happened { get; private set; }

    public void At(int call, bool arrives) => (_left, _arrives, Happened, Calls) = (call, arrives, false, 0);

    public void Mend() => (_left, Happened) = (int.MaxValue, false);

    public Tables Over(Tables tables) =>
        new(new Table(this, tables.Results), new Table(this, tables.Accounts), new Table(this, tables.Runs));

    /// <summary>A call to something else than a table, which the cut may hit as well.</summary>
    public async Task<T> CallAsync<T>(Func<Task<T>> call)
    {
        var isLast = IsLast();
        var answer = await call();
        return isLast ? throw new CutException() : answer;
    }

    /// <summary>True where this call is carried out and its answer lost.</summary>
    private bool IsLast()
    {
        if (Happened)
        {
            throw new CutException();
        }

        Calls++;
        Happened = _left-- <= 0;
        return Happened && (_arrives ? true : throw new CutException());
    }

    public sealed class CutException() : Exception("The process was killed.");

    private sealed class Table(Cut cut, IEntityTable inner) : IEntityTable
    {
        public async Task<Entity?> FindAsync(string partitionKey, string rowKey, CancellationToken cancellation)
        {
            var isLast = cut.IsLast();
            var found = await inner.FindAsync(partitionKey, rowKey, cancellation);
            return isLast ? throw new CutException() : found;
        }

        public async IAsyncEnumerable<Entity> QueryAsync(
            string partitionKey,
            RowRange rows,
            [EnumeratorCancellation] CancellationToken cancellation
        )
        {
            var isLast = cut.IsLast();
            await foreach (var row in inner.QueryAsync(partitionKey, rows, cancellation))
            {
                yield return isLast ? throw new CutException() : row;
            }

            _ = isLast ? throw new CutException() : 0;
        }

        public async Task<WriteResult> WriteAsync(
            string partitionKey,
            IReadOnlyList<EntityChange> changes,
            CancellationToken cancellation
        )
        {
            var isLast = cut.IsLast();
            var written = await inner.WriteAsync(partitionKey, changes, cancellation);
            return isLast ? throw new CutException() : written;
        }
    }
}
