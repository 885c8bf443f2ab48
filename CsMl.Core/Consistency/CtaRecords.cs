using CsMl.Core.Ctas;
using CsMl.Core.Storage;

namespace CsMl.Core.Consistency;

/// <summary>Reads CTAs that may be damaged.</summary>
internal static class CtaRecords
{
    /// <summary>Null if the row cannot be read, or is of another CTA than its key.</summary>
    public static CtaRecord? TryRead(Entity row) => TryRead(row, row.RowKey);

    /// <summary>Null if the row does not hold the CTA of the key.</summary>
    public static CtaRecord? TryRead(Entity row, string key) =>
        TryRow.Read(() =>
            CtaRows.ReadRecord(row) is { Cta: not null } record
            && ResultKeys.Cta(record.Cta.AccountId, record.Cta.Id) == key
                ? record
                : null
        );

    /// <summary>The same CTA in the list over accounts; null if it is not there or cannot be read either.</summary>
    public static async Task<Entity?> FindCopyAsync(
        IEntityTable results,
        string partition,
        string key,
        CancellationToken cancellation
    )
    {
        foreach (var range in (RowRange[])[ResultKeys.OpenCtas(null), ResultKeys.ClosedCtas])
        {
            await foreach (var row in results.QueryAsync(partition, range, cancellation))
            {
                if (TryRead(row, key) is { } record && ResultKeys.ListedCta(record.Cta) == row.RowKey)
                {
                    return row;
                }
            }
        }

        return null;
    }
}
