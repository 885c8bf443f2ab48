using System.Text.Json;
using CsMl.Core.Accounts;
using CsMl.Core.Crm;
using CsMl.Core.Storage;
using Microsoft.Extensions.Logging;

namespace CsMl.Core.Requests;

/// <summary>
/// Says of predictions how they turned out, as soon as that is known. When there is something to look at stands in an
/// index, so that a night on which nothing is due costs one query a bucket. Cut off or run twice, it counts nothing twice
/// and leaves nothing out.
/// </summary>
public sealed partial class ValidatePredictions(
    AccountIndex index,
    OutcomeStore store,
    SettlePredictions settle,
    TimeProvider time,
    ILogger<ValidatePredictions> log
)
{
    private const int AtOnce = 500;

    /// <summary>
    /// Settles those whose window has passed or whose account's outcome is known; enough for the night, which has just
    /// seen who left. Answers with how many were settled.
    /// </summary>
    public async Task<int> DueAsync(string tenant, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var validated = 0;
        for (var bucket = 0; bucket < Bucket.Count; bucket++)
        {
            foreach (var (accounts, watches) in await store.ListDueAsync(tenant, bucket, now, cancellation))
            {
                var (first, last) = (accounts.FirstAccount, accounts.LastAccount);
                var looked = await LookAsync(tenant, bucket, first, last, now, cancellation);
                validated += looked.Validated;
                if (looked.AtAll)
                {
                    await store.EndAsync(tenant, bucket, watches, cancellation);
                }
            }
        }

        Validated(log, validated);
        return validated;
    }

    /// <summary>The same, and those of every account that left, as far as the CRM says so now.</summary>
    public async Task<int> AllAsync(string tenant, CancellationToken cancellation)
    {
        var validated = await DueAsync(tenant, cancellation);
        var now = time.GetUtcNow();
        for (var bucket = 0; bucket < Bucket.Count; bucket++)
        {
            await foreach (var ids in index.ListIdsAsync(tenant, bucket, null, cancellation).Chunk(AtOnce))
            {
                validated += (await LookAsync(tenant, bucket, ids[0], ids[^1], now, cancellation)).Validated;
            }
        }

        return validated;
    }

    /// <summary>Reads all accounts from the first to the last at once, and writes as many as fit at once.</summary>
    private async Task<(int Validated, bool AtAll)> LookAsync(
        string tenant,
        int bucket,
        string first,
        string last,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var left = await store.FindBetweenAsync(tenant, bucket, first, last, cancellation);
        var batch = new SettleBatch(store, settle, tenant, bucket, now);
        var isReadable = true;
        try
        {
            if (left.Count > 0)
            {
                await foreach (var account in index.ListAsync(tenant, bucket, (first, last), cancellation))
                {
                    if (left.TryGetValue(account.Facts.AccountId, out var known))
                    {
                        await batch.AddAsync(known, account.Facts, cancellation);
                        left.Remove(account.Facts.AccountId);
                    }
                }
            }
        }
        catch (Exception e) when (e is JsonException or InvalidDataException)
        {
            // One by one the others can be read.
            Unreadable(log, e);
            isReadable = false;
        }

        var alone = 0;
        foreach (var (accountId, known) in left.ToList())
        {
            if (isReadable)
            {
                await batch.AddAsync(known, null, cancellation);
                left.Remove(accountId);
            }
            else if (await SettleAloneAsync(tenant, accountId, now, cancellation) is { } settled)
            {
                alone += settled;
                left.Remove(accountId);
            }
        }

        await batch.FlushAsync(cancellation);
        return (batch.Validated + alone, left.Count == 0);
    }

    /// <summary>Null: its facts cannot be read. It stays watched, and keeps no other account from being validated.</summary>
    private async Task<int?> SettleAloneAsync(
        string tenant,
        string accountId,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        try
        {
            var facts = (await index.FindAsync(new AccountKey(tenant, accountId), cancellation))?.Facts;
            return await settle.OneAsync(new AccountKey(tenant, accountId), facts, now, cancellation);
        }
        catch (Exception e) when (e is JsonException or InvalidDataException)
        {
            Unreadable(log, e);
            return null;
        }
    }

    [LoggerMessage(LogLevel.Error, "What is known of an account cannot be read; its predictions are not validated")]
    private static partial void Unreadable(ILogger log, Exception e);

    [LoggerMessage(LogLevel.Information, "{Count} predictions validated")]
    private static partial void Validated(ILogger log, int count);
}
