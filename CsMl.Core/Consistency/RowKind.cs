using CsMl.Core.Storage;

namespace CsMl.Core.Consistency;

/// <summary>The rows of one range, each of which must be readable by itself.</summary>
/// <param name="IsReadable">Reads the row as the app does; may throw.</param>
/// <param name="Message">What is wrong with a row that is not, and what becomes of it.</param>
/// <param name="Repair">Null if the row is left as it is.</param>
internal sealed record RowKind(
    IEntityTable Table,
    string Partition,
    RowRange Range,
    Func<Entity, bool> IsReadable,
    string Message,
    Func<Entity, EntityChange>? Repair = null
)
{
    private static ReadOnlyMemory<byte> Mark { get; } = "{}"u8.ToArray();

    /// <summary>A repair: without the row, the app goes on.</summary>
    public static EntityChange Delete(Entity row) => EntityChange.Delete(row.RowKey, row.ETag);

    /// <summary>A repair of a row that says nothing but that it is there.</summary>
    public static EntityChange Rewrite(Entity row) => EntityChange.Replace(row.RowKey, Mark, row.ETag);

    /// <summary>True for the body of a row that says nothing but that it is there.</summary>
    public static bool IsMark(Entity row) => row.Json.Span.SequenceEqual(Mark.Span);

    public async IAsyncEnumerable<Contradiction> CheckAsync(
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation
    )
    {
        await foreach (var row in Table.QueryAsync(Partition, Range, cancellation))
        {
            if (TryRow.Read(() => IsReadable(row) ? row : null) is null)
            {
                yield return new Contradiction(Table, Partition, row.RowKey, Message, Repair?.Invoke(row));
            }
        }
    }
}
