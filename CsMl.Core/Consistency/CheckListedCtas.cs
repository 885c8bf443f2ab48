using System.Runtime.CompilerServices;
using CsMl.Core.Storage;

namespace CsMl.Core.Consistency;

/// <summary>
/// Checks the list of CTAs over accounts against the CTAs of one partition. CTAs of an earlier version, which had no
/// such list, are added to it when it is first read.
/// </summary>
internal sealed class CheckListedCtas(IEntityTable results)
{
    public async IAsyncEnumerable<Contradiction> RunAsync(
        string partition,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var listed = new Dictionary<string, Entity>(StringComparer.Ordinal);
        foreach (var range in (RowRange[])[ResultKeys.OpenCtas(null), ResultKeys.ClosedCtas])
        {
            await foreach (var row in results.QueryAsync(partition, range, cancellation))
            {
                listed.Add(row.RowKey, row);
            }
        }

        await foreach (var row in results.QueryAsync(partition, ResultKeys.AllCtas, cancellation))
        {
            if (KeyOf(row) is { } key)
            {
                var isSound = listed.Remove(key, out var shown) && shown.Json.Span.SequenceEqual(row.Json.Span);
                if (!isSound && await FindAsync(partition, key, row.RowKey, cancellation) is { } found)
                {
                    yield return found;
                }
            }
        }

        foreach (var key in listed.Keys)
        {
            if (CtaOf(key) is not { } own)
            {
                yield return Contradiction.Foreign(results, partition, key);
            }
            else if (await FindAsync(partition, key, own, cancellation) is { } found)
            {
                yield return found;
            }
        }
    }

    /// <summary>
    /// What is wrong with a row of the list now. It is read before the CTA, with which it is written in one transaction.
    /// </summary>
    private async Task<Contradiction?> FindAsync(
        string partition,
        string key,
        string own,
        CancellationToken cancellation
    )
    {
        var shown = await results.FindAsync(partition, key, cancellation);
        var row = await results.FindAsync(partition, own, cancellation);
        if (row is not null && CtaRecords.TryRead(row) is null)
        {
            // Reported with the CTAs, and repaired from the list.
            return null;
        }

        var place = row is null ? null : KeyOf(row);
        if (place == key)
        {
            return shown is null
                    ? Found("A CTA is missing in the list over accounts.", EntityChange.Insert(key, row!.Json)) with
                    {
                        Unchanged = row,
                    }
                : shown.Json.Span.SequenceEqual(row!.Json.Span) ? null
                : Found(
                    "The list over accounts shows a CTA otherwise than it is.",
                    EntityChange.Replace(key, row.Json, shown.ETag)
                );
        }

        // Of a CTA that is lost, this row is the last copy.
        return shown is null
            ? null
            : Found(
                "The list over accounts has a CTA in a place that is not its own, or one that is not there.",
                place is null ? null : EntityChange.Delete(key, shown.ETag)
            );

        Contradiction Found(string message, EntityChange? repair) => new(results, partition, key, message, repair);
    }

    /// <summary>The key of the CTA that a row of the list shows; null for a key that is none of this app's.</summary>
    private static string? CtaOf(string listedKey) =>
        listedKey.Split(EntityKey.Separator) is [_, _, var account, var id]
        && EntityKey.IsSegment(account)
        && EntityKey.IsSegment(id)
            ? ResultKeys.Cta(account, id)
            : null;

    /// <summary>Null for a CTA that is not listed yet, or cannot be read.</summary>
    private static string? KeyOf(Entity row) =>
        CtaRecords.TryRead(row) is { Cta: { } cta, IsListed: true } ? ResultKeys.ListedCta(cta) : null;
}
