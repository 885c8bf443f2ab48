using System.Runtime.CompilerServices;
using System.Text.Json;
using CsMl.Core.Storage;

namespace CsMl.Core.Consistency;

/// <summary>Checks the list of opinions over accounts against the opinions of one partition.</summary>
internal sealed class CheckListedOpinions(IEntityTable results)
{
    public async IAsyncEnumerable<Contradiction> RunAsync(
        string partition,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var listed = new Dictionary<string, Entity>(StringComparer.Ordinal);
        await foreach (var row in results.QueryAsync(partition, ResultKeys.ListedOpinions, cancellation))
        {
            listed.Add(row.RowKey, row);
        }

        await foreach (var row in results.QueryAsync(partition, ResultKeys.AllOpinions, cancellation))
        {
            if (KeyOf(row) is not { } key)
            {
                const string message = "The opinion cannot be read; its author may give it again.";
                yield return new Contradiction(results, partition, row.RowKey, message, null);
            }
            else if (!listed.Remove(key, out var shown))
            {
                const string message = "An opinion is missing in the list over accounts.";
                yield return new Contradiction(results, partition, key, message, EntityChange.Insert(key, row.Json));
            }
            else if (!shown.Json.Span.SequenceEqual(row.Json.Span))
            {
                const string message = "The list over accounts shows an opinion otherwise than it is.";
                var repair = EntityChange.Replace(key, row.Json, shown.ETag);
                yield return new Contradiction(results, partition, key, message, repair);
            }
        }

        foreach (var row in listed.Values)
        {
            // Of an opinion that is lost, this row is the last copy.
            const string message = "The list over accounts has an opinion that is not there, or is said elsewhere.";
            yield return new Contradiction(results, partition, row.RowKey, message, null);
        }
    }

    /// <summary>Null for an opinion that cannot be read.</summary>
    private static string? KeyOf(Entity row)
    {
        try
        {
            return OpinionRows.ListedKeyOf(OpinionRows.Read(row));
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
