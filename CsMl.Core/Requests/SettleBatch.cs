using CsMl.Core.Accounts;
using CsMl.Core.Storage;

namespace CsMl.Core.Requests;

/// <summary>Validates accounts of one bucket, as many per transaction as fit.</summary>
internal sealed class SettleBatch(
    OutcomeStore store,
    SettlePredictions settle,
    string tenant,
    int bucket,
    DateTimeOffset now
)
{
    private readonly List<(string AccountId, AccountFacts? Facts, SettlePlan Plan)> _batch = [];
    private int _changes;
    private int _bytes;

    /// <summary>The number of predictions validated so far.</summary>
    public int Validated { get; private set; }

    /// <param name="facts">Null if the account no longer exists.</param>
    public async Task AddAsync(AccountOutcomes known, AccountFacts? facts, CancellationToken cancellation)
    {
        var plan = await settle.PlanAsync(tenant, known, facts, now, cancellation);
        if (
            _changes + plan.Changes.Count > RecordingTable.MostChanges
            || _bytes + plan.Bytes > EntityKey.MaxTransactionBytes
        )
        {
            await FlushAsync(cancellation);
        }

        _batch.Add((known.AccountId, facts, plan));
        _changes += plan.Changes.Count;
        _bytes += plan.Bytes;
    }

    /// <summary>Writes the changes added since the last flush.</summary>
    public async Task FlushAsync(CancellationToken cancellation)
    {
        List<EntityChange> changes = [.. _batch.SelectMany(b => b.Plan.Changes)];
        var isWritten = changes.Count == 0 || await store.WriteAsync(tenant, bucket, changes, cancellation);
        foreach (var (accountId, facts, plan) in _batch)
        {
            Validated += isWritten ? plan.Validated : 0;
            if (!isWritten || !plan.IsWhole)
            {
                // The transaction conflicted with another writer, or the account has more changes than it could hold.
                Validated += await settle.OneAsync(new AccountKey(tenant, accountId), facts, now, cancellation);
            }
        }

        _batch.Clear();
        (_changes, _bytes) = (0, 0);
    }
}
