using CsMl.Core.Accounts.Import;
using CsMl.Core.Crm;

namespace CsMl.Core.Requests;

/// <summary>
/// Writes batches into the account index. A batch may be written twice: that leaves the same facts and the same
/// outcomes.
/// </summary>
internal sealed class IndexTarget(AccountIndex index, string tenant) : IImportTarget
{
    public async Task<IReadOnlyList<RowOutcome>> WriteAsync(
        IReadOnlyList<FactsUpdate> rows,
        ImportReport soFar,
        CancellationToken cancellation
    )
    {
        var refused = await index.UpdateManyAsync(tenant, Join(rows), cancellation);
        return [.. rows.Select(OutcomeOf)];

        RowOutcome OutcomeOf(FactsUpdate row) =>
            refused.TryGetValue(row.AccountId, out var refusal)
                ? refusal switch
                {
                    PutRefusal.NotFound => RowOutcome.NotFound,
                    PutRefusal.Erased => RowOutcome.Erased,
                    _ => RowOutcome.TooLarge,
                }
            : row.IsLeftOut ? RowOutcome.LeftOut
            : RowOutcome.Imported;
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
