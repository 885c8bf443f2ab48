using System.Runtime.CompilerServices;
using System.Text.Json;
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

        var readable = new HashSet<string>(StringComparer.Ordinal);
        await foreach (var row in results.QueryAsync(partition, ResultKeys.AllCtas, cancellation))
        {
            if (KeyOf(row) is not { } key)
            {
                continue;
            }

            readable.Add(row.RowKey);

            if (!listed.Remove(key, out var shown))
            {
                const string message = "A CTA is missing in the list over accounts.";
                yield return new Contradiction(results, partition, key, message, EntityChange.Insert(key, row.Json));
            }
            else if (!shown.Json.Span.SequenceEqual(row.Json.Span))
            {
                const string message = "The list over accounts shows a CTA otherwise than it is.";
                var repair = EntityChange.Replace(key, row.Json, shown.ETag);
                yield return new Contradiction(results, partition, key, message, repair);
            }
        }

        foreach (var (key, row) in listed)
        {
            const string message =
                "The list over accounts has a CTA in a place that is not its own, or one that is not there.";
            // Of a CTA that is lost, this row is the last copy.
            var isElsewhere =
                key.Split(EntityKey.Separator) is [.., var account, var id]
                && readable.Contains(ResultKeys.Cta(account, id));
            var repair = isElsewhere ? EntityChange.Delete(key, row.ETag) : null;
            yield return new Contradiction(results, partition, key, message, repair);
        }
    }

    /// <summary>Null for a CTA that is not listed yet, or cannot be read.</summary>
    private static string? KeyOf(Entity row)
    {
        try
        {
            return CtaRows.ReadRecord(row) is { Cta: { } cta, IsListed: true } ? ResultKeys.ListedCta(cta) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
