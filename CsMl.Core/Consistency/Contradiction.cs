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
    public override string ToString() => $"{Partition} {RowKey}: {Message}";
}
