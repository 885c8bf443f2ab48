using CsMl.Core.Storage;

namespace CsMl.Core.Consistency;

/// <summary>A row that is not what other rows say, or that cannot be read.</summary>
/// <param name="Message">What is wrong, in one sentence.</param>
/// <param name="Repair">
/// What would put it right, only as the row was read; null: nothing follows from other rows, and nothing is changed.
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
