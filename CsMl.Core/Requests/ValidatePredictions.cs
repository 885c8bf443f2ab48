using System.Text.Json;
using CsMl.Core.Accounts;
using CsMl.Core.Crm;
using CsMl.Core.Storage;
using Microsoft.Extensions.Logging;

namespace CsMl.Core.Requests;

/// <summary>
/// Says of predictions how they turned out, as soon as that is known. What there is to look at stands in an index, so
/// that a night on which nothing is due costs one query a bucket. Cut off or run twice, it counts nothing twice and
/// leaves nothing out.
/// </summary>
public sealed partial class ValidatePredictions(
    ICrm crm,
    OutcomeStore store,
    SettleStored settle,
    TimeProvider time,
    ILogger<ValidatePredictions> log
)
{
    private const int AtOnce = 200;

    /// <summary>From so many accounts on, reading a stretch of the bucket costs less than reading them one by one.</summary>
    private const int Stretch = 40;

    /// <summary>Answers with how many predictions were settled.</summary>
    /// <param name="onlyDue">
    /// Those whose window has passed, or whose account's outcome is known: enough for the night, which has just seen who
    /// left. False: also those of accounts that left, as far as the CRM says so now.
    /// </param>
    public async Task<int> RunAsync(string tenant, bool onlyDue, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var validated = 0;
        for (var bucket = 0; bucket < Bucket.Count; bucket++)
        {
            var watched = await store.ListWatchedAsync(tenant, bucket, onlyDue ? now : null, cancellation);
            foreach (var accounts in watched.Chunk(AtOnce))
            {
                var left = accounts.ToDictionary(a => a.AccountId, StringComparer.Ordinal);
                if (accounts.Length >= Stretch)
                {
                    validated += await StretchAsync(tenant, bucket, left, now, cancellation);
                }

                validated += await EachAsync(tenant, [.. left.Values], now, cancellation);
            }
        }

        Validated(log, validated);
        return validated;
    }

    private async Task<int> EachAsync(
        string tenant,
        IReadOnlyList<WatchedAccount> accounts,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var validated = 0;
        foreach (var watched in accounts)
        {
            try
            {
                var facts = (await crm.FindAsync(tenant, watched.AccountId, cancellation))?.Facts;
                validated += await settle.OneAsync(tenant, watched, facts, now, cancellation);
            }
            catch (Exception e) when (e is JsonException or InvalidDataException)
            {
                // It stays watched, and keeps no other account from being validated.
                Unreadable(log, e);
            }
        }

        return validated;
    }

    /// <summary>Reads all accounts from the first to the last at once, and writes as many as fit at once.</summary>
    /// <param name="left">Loses the accounts that are done.</param>
    private async Task<int> StretchAsync(
        string tenant,
        int bucket,
        Dictionary<string, WatchedAccount> left,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var ids = left.Keys.ToList();
        var known = await store.FindBetweenAsync(tenant, bucket, ids, cancellation);
        var batch = new List<(WatchedAccount Watched, AccountFacts Facts, SettlePlan Plan)>();
        var validated = 0;
        try
        {
            await foreach (var account in crm.ListAsync(tenant, bucket, (ids[0], ids[^1]), cancellation))
            {
                if (!left.TryGetValue(account.Facts.AccountId, out var watched))
                {
                    continue;
                }

                var of = known[watched.AccountId];
                var plan = await settle.PlanAsync(tenant, watched, of, account.Facts, now, cancellation);
                if (plan.IsWhole)
                {
                    if (batch.Sum(b => b.Plan.Changes.Count) + plan.Changes.Count > EntityKey.MaxChanges)
                    {
                        await FlushAsync();
                    }

                    batch.Add((watched, account.Facts, plan));
                }
            }
        }
        catch (Exception e) when (e is JsonException or InvalidDataException)
        {
            // One by one the others can be read.
            Unreadable(log, e);
        }

        await FlushAsync();
        return validated;

        async Task FlushAsync()
        {
            List<EntityChange> changes = [.. batch.SelectMany(b => b.Plan.Changes)];
            if (changes.Count == 0 || await store.WriteAsync(tenant, bucket, changes, cancellation))
            {
                validated += batch.Sum(b => b.Plan.Validated);
                batch.ForEach(b => left.Remove(b.Watched.AccountId));
            }

            // Where another writer was at one of them, they are left to be done one by one.
            batch.Clear();
        }
    }

    [LoggerMessage(LogLevel.Error, "What is known of an account cannot be read; its predictions are not validated")]
    private static partial void Unreadable(ILogger log, Exception e);

    [LoggerMessage(LogLevel.Information, "{Count} predictions validated")]
    private static partial void Validated(ILogger log, int count);
}
