using CsMl.Core.Accounts;
using CsMl.Core.Storage;

namespace CsMl.Core.Crm;

/// <summary>Writes accounts of one bucket in as few transactions as possible.</summary>
/// <param name="refused">Receives the accounts that were not written.</param>
internal sealed class AccountBatch(
    AccountIndex index,
    AccountRows rows,
    string tenant,
    int bucket,
    FactsGuard guard,
    Dictionary<string, PutRefusal> refused
)
{
    private readonly List<(IReadOnlyList<AccountFacts> Told, IReadOnlyList<EntityChange> Changes)> _batch = [];
    private int _changes;
    private int _bytes;

    /// <param name="told">All received facts of one account, oldest first.</param>
    public async Task AddAsync(IReadOnlyList<AccountFacts> told, CancellationToken cancellation)
    {
        var put = await rows.ChangesAsync(tenant, told, guard, cancellation);
        if (put is null)
        {
            await PutAloneAsync(told, cancellation);
            return;
        }

        if (put.Refusal is { } refusal)
        {
            refused[told[0].AccountId] = refusal;
            return;
        }

        var size = put.Changes.Sum(change => change.Json.Length);
        if (_changes + put.Changes.Count > EntityKey.MaxChanges || _bytes + size > EntityKey.MaxTransactionBytes)
        {
            await FlushAsync(cancellation);
        }

        _batch.Add((told, put.Changes));
        _changes += put.Changes.Count;
        _bytes += size;
    }

    /// <summary>Writes the accounts added since the last flush.</summary>
    public async Task FlushAsync(CancellationToken cancellation)
    {
        List<EntityChange> changes = [.. _batch.SelectMany(b => b.Changes)];
        if (changes.Count > 0 && !await index.WriteAsync(tenant, bucket, changes, cancellation))
        {
            // The transaction conflicted with another writer, so the accounts are written one by one.
            foreach (var (told, _) in _batch)
            {
                await PutAloneAsync(told, cancellation);
            }
        }

        _batch.Clear();
        (_changes, _bytes) = (0, 0);
    }

    private async Task PutAloneAsync(IReadOnlyList<AccountFacts> told, CancellationToken cancellation)
    {
        if ((await index.PutAsync(tenant, told, guard, cancellation)).Refusal is { } refusal)
        {
            refused[told[0].AccountId] = refusal;
        }
    }
}
