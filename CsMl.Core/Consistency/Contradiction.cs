using CsMl.Core.Storage;

namespace CsMl.Core.Consistency;

/// <summary>A row that contradicts other rows or cannot be read.</summary>
/// <param name="Message">What is wrong, in one sentence.</param>
/// <param name="Repair">
/// The change that corrects the row, applied only if the row is unchanged since it was read; null if other rows do not
/// determine the correct value.
/// </param>
public sealed record Contradiction(
    IEntityTable Table,
    string Partition,
    string RowKey,
    string Message,
    EntityChange? Repair
)
{
    /// <summary>
    /// The row that the repair follows from, which must be unchanged too; null if it cannot change without the repaired one.
    /// </summary>
    public Entity? Unchanged { get; init; }

    public override string ToString() => $"{Partition} {RowKey}: {Message}";

    internal static Contradiction Foreign(IEntityTable table, string partition, string rowKey) =>
        new(table, partition, rowKey, "The row's key is none of this app's; nothing reads it.", null);
}
