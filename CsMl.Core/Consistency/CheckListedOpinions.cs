using System.Runtime.CompilerServices;
using CsMl.Core.Predictions.Settlements;
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
            if (TryRead(row, row.RowKey) is not { } opinion)
            {
                var copy = listed.Values.FirstOrDefault(one => TryRead(one, row.RowKey) is not null);
                var repair = copy is null ? null : EntityChange.Replace(row.RowKey, copy.Json, row.ETag);
                listed.Remove(copy?.RowKey ?? "");
                const string message = "The opinion cannot be read; its author may give it again.";
                yield return new Contradiction(results, partition, row.RowKey, message, repair);
                continue;
            }

            var key = OpinionRows.ListedKeyOf(opinion);
            var isSound = listed.Remove(key, out var shown) && shown.Json.Span.SequenceEqual(row.Json.Span);
            if (!isSound && await FindAsync(partition, key, row.RowKey, cancellation) is { } found)
            {
                yield return found;
            }
        }

        foreach (var row in listed.Values)
        {
            // Of an opinion that is lost, this row is the last copy.
            const string message = "The list over accounts has an opinion that is not there, or is said elsewhere.";
            yield return new Contradiction(results, partition, row.RowKey, message, null);
        }
    }

    /// <summary>
    /// What is wrong with an opinion's row in the list now. It is read before the opinion, with which it is written in one
    /// transaction.
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
        if (row is null || TryRead(row, own) is not { } opinion || OpinionRows.ListedKeyOf(opinion) != key)
        {
            return null;
        }

        if (shown is null)
        {
            const string missing = "An opinion is missing in the list over accounts.";
            return new Contradiction(results, partition, key, missing, EntityChange.Insert(key, row.Json))
            {
                Unchanged = row,
            };
        }

        const string message = "The list over accounts shows an opinion otherwise than it is.";
        return shown.Json.Span.SequenceEqual(row.Json.Span)
            ? null
            : new Contradiction(results, partition, key, message, EntityChange.Replace(key, row.Json, shown.ETag));
    }

    /// <summary>Null if the row does not hold the opinion of the key.</summary>
    private static Opinion? TryRead(Entity row, string key) =>
        TryRow.Read(() =>
            OpinionRows.Read(row) is { Author: not null, Prediction: not null } opinion
            && EndOf(OpinionRows.KeyOf(opinion)) == EndOf(key)
            && ResultKeys.AccountOf(key) == opinion.AccountId
                ? opinion
                : null
        );

    /// <summary>The prediction and the author of a key.</summary>
    private static string EndOf(string key) => string.Join(EntityKey.Separator, key.Split(EntityKey.Separator)[^2..]);
}
