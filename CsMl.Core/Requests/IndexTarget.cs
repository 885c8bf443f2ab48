using System.Collections.Concurrent;
using CsMl.Core.Accounts;
using CsMl.Core.Accounts.Import;
using CsMl.Core.Crm;

namespace CsMl.Core.Requests;

/// <summary>
/// Writes batches into the account index. A batch may be written twice: that leaves the same facts and the same
/// outcomes. The two forms of a Salesforce id are one account, which keeps the form that it came with first.
/// </summary>
internal sealed class IndexTarget(AccountIndex index, string tenant) : IImportTarget
{
    /// <summary>Lookups of ids in flight at once.</summary>
    private const int Together = 16;

    public async Task<IReadOnlyList<RowOutcome>> WriteAsync(
        IReadOnlyList<FactsUpdate> rows,
        ImportReport soFar,
        CancellationToken cancellation
    )
    {
        rows = await UnderStoredIdsAsync(rows, cancellation);
        var refused = await index.UpdateManyAsync(tenant, Join(rows), cancellation);
        return [.. rows.Select(OutcomeOf)];

        RowOutcome OutcomeOf(FactsUpdate row) =>
            refused.TryGetValue(row.AccountId, out var refusal)
                ? refusal switch
                {
                    PutRefusal.NotFound => RowOutcome.NotFound,
                    PutRefusal.Erased => RowOutcome.Erased,
                    PutRefusal.Damaged => RowOutcome.Damaged,
                    _ => RowOutcome.TooLarge,
                }
            : row.IsLeftOut ? RowOutcome.LeftOut
            : RowOutcome.Imported;
    }

    /// <summary>The rows under the ids that their accounts have here. Ids of another shape cost nothing.</summary>
    private async Task<IReadOnlyList<FactsUpdate>> UnderStoredIdsAsync(
        IReadOnlyList<FactsUpdate> rows,
        CancellationToken cancellation
    )
    {
        var others = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var row in rows)
        {
            if (!others.ContainsKey(row.AccountId) && SalesforceId.OtherForm(row.AccountId) is { } other)
            {
                others[row.AccountId] = other;
            }
        }

        if (others.Count == 0)
        {
            return rows;
        }

        var stored = new ConcurrentDictionary<string, string>(StringComparer.Ordinal);
        await Parallel.ForEachAsync(
            others.Keys,
            new ParallelOptions { MaxDegreeOfParallelism = Together, CancellationToken = cancellation },
            async (id, token) =>
            {
                if (await index.FindIdAsync(new AccountKey(tenant, id), token) is { } found)
                {
                    stored[id] = found;
                }
            }
        );
        return [.. rows.Select(row => IdOf(row.AccountId) is var id && id == row.AccountId ? row : row.For(id))];

        string IdOf(string id)
        {
            if (!others.TryGetValue(id, out var other))
            {
                return id;
            }

            if (!stored.TryGetValue(id, out var found))
            {
                // Neither form is stored: of both in one batch the first one stands.
                stored[id] = stored[other] = found = id;
            }

            return found;
        }
    }

    /// <summary>Joins the items of an account, so that its history is merged once a batch.</summary>
    private static List<FactsUpdate> Join(IReadOnlyList<FactsUpdate> rows)
    {
        var updates = new List<FactsUpdate>(rows.Count);
        var joined = new Dictionary<string, AddItems>(StringComparer.Ordinal);
        foreach (var row in rows.OrderBy(row => row.Order))
        {
            if (row is not AddItems items)
            {
                updates.Add(row);
            }
            else if (joined.TryGetValue(row.AccountId, out var earlier))
            {
                earlier.Add(items);
            }
            else
            {
                joined[row.AccountId] = items;
                updates.Add(items);
            }
        }

        return updates;
    }
}
