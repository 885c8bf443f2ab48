using CsMl.Core.Accounts.Import;
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
    private readonly List<(IReadOnlyList<FactsUpdate> Updates, IReadOnlyList<EntityChange> Changes)> _batch = [];
    private int _changes;
    private int _bytes;

    /// <param name="updates">All updates of one account, oldest first.</param>
    public async Task AddAsync(IReadOnlyList<FactsUpdate> updates, CancellationToken cancellation)
    {
        var put = await rows.ChangesAsync(tenant, updates, guard, cancellation);
        if (put is null)
        {
            await PutAloneAsync(updates, cancellation);
            return;
        }

        if (put.Refusal is { } refusal)
        {
            refused[updates[0].AccountId] = refusal;
            return;
        }

        var size = put.Changes.Sum(change => change.Json.Length);
        if (_changes + put.Changes.Count > EntityKey.MaxChanges || _bytes + size > EntityKey.MaxTransactionBytes)
        {
            await FlushAsync(cancellation);
        }

        _batch.Add((updates, put.Changes));
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
            foreach (var (updates, _) in _batch)
            {
                await PutAloneAsync(updates, cancellation);
            }
        }

        _batch.Clear();
        (_changes, _bytes) = (0, 0);
    }

    private async Task PutAloneAsync(IReadOnlyList<FactsUpdate> updates, CancellationToken cancellation)
    {
        if ((await index.PutAsync(tenant, updates, guard, cancellation)).Refusal is { } refusal)
        {
            refused[updates[0].AccountId] = refusal;
        }
    }
}
