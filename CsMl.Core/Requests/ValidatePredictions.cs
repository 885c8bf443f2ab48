using System.Text.Json;
using CsMl.Core.Accounts;
using CsMl.Core.Crm;
using CsMl.Core.Storage;
using Microsoft.Extensions.Logging;

namespace CsMl.Core.Requests;

/// <summary>
/// Validates predictions as soon as their result is known. An index of due times limits the cost of a night on which
/// nothing is due to one query per bucket. Idempotent, also after an interruption.
/// </summary>
public sealed partial class ValidatePredictions(
    AccountIndex index,
    OutcomeStore store,
    LearnedVersions learned,
    SettlePredictions settle,
    TimeProvider time,
    ILogger<ValidatePredictions> log
)
{
    private const int AtOnce = 500;

    /// <summary>
    /// Validates the predictions whose window has ended or whose account has an outcome. This is sufficient for the
    /// nightly run, which has just recorded the departures. Returns the number validated.
    /// </summary>
    public async Task<int> DueAsync(string tenant, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var validated = 0;
        var wasDue = false;
        (int Bucket, IReadOnlyList<ValidationDue> Watches)? kept = null;
        for (var bucket = 0; bucket < Bucket.Count; bucket++)
        {
            foreach (var (accounts, watches) in await store.ListDueAsync(tenant, bucket, now, cancellation))
            {
                var (first, last) = (accounts.FirstAccount, accounts.LastAccount);
                var looked = await LookAsync(tenant, bucket, first, last, now, cancellation);
                validated += looked.Validated;
                wasDue = true;
                if (looked.AtAll && kept is null)
                {
                    kept = (bucket, watches);
                }
                else if (looked.AtAll)
                {
                    await store.EndAsync(tenant, bucket, watches, cancellation);
                }
            }
        }

        // Behind the settling, because a run that learns meanwhile would end a mark of what it has not seen. What is kept
        // until then lets another call set the mark if this one is cut off.
        if (wasDue)
        {
            await learned.MarkDueAsync(tenant, cancellation);
        }

        if (kept is { } left)
        {
            await store.EndAsync(tenant, left.Bucket, left.Watches, cancellation);
        }

        Validated(log, validated);
        return validated;
    }

    /// <summary>
    /// Validates the due predictions, and also those of every account that the CRM now reports as having left.
    /// </summary>
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

    /// <summary>
    /// Reads a range of accounts with one query and writes as many per transaction as fit. AtAll is false if an account
    /// could not be read.
    /// </summary>
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
            // The other accounts of the range can still be read one by one.
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

    /// <summary>
    /// Null if the facts cannot be read. The account then stays due and does not prevent others from being validated.
    /// </summary>
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
