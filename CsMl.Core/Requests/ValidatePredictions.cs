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
    /// <exception cref="JsonException">
    /// What is stored of an account's predictions cannot be read; those of all others are validated.
    /// </exception>
    public async Task<int> DueAsync(string tenant, CancellationToken cancellation) =>
        (await TryDueAsync(tenant, cancellation)).Count();

    /// <summary>
    /// Validates the due predictions, and also those of every account that the CRM now reports as having left.
    /// </summary>
    /// <inheritdoc cref="DueAsync" path="/exception"/>
    public async Task<int> AllAsync(string tenant, CancellationToken cancellation)
    {
        var all = await TryDueAsync(tenant, cancellation);
        var now = time.GetUtcNow();
        for (var bucket = 0; bucket < Bucket.Count; bucket++)
        {
            await foreach (var ids in index.ListIdsAsync(tenant, bucket, null, cancellation).Chunk(AtOnce))
            {
                all = all.Plus(await LookAsync(tenant, bucket, ids[0], ids[^1], now, cancellation));
            }
        }

        return all.Count();
    }

    private async Task<Looked> TryDueAsync(string tenant, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var all = new Looked(0, true, null);
        var wasDue = false;
        (int Bucket, IReadOnlyList<ValidationDue> Watches)? kept = null;
        for (var bucket = 0; bucket < Bucket.Count; bucket++)
        {
            foreach (var (accounts, watches) in await store.ListDueAsync(tenant, bucket, now, cancellation))
            {
                var (first, last) = (accounts.FirstAccount, accounts.LastAccount);
                var looked = await LookAsync(tenant, bucket, first, last, now, cancellation);
                all = all.Plus(looked);
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

        Validated(log, all.Validated);
        return all;
    }

    /// <summary>Reads a range of accounts with one query and writes as many per transaction as fit.</summary>
    private async Task<Looked> LookAsync(
        string tenant,
        int bucket,
        string first,
        string last,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var batch = new SettleBatch(store, settle, tenant, bucket, now);
        Dictionary<string, AccountOutcomes>? left = null;
        try
        {
            left = await store.FindBetweenAsync(tenant, bucket, first, last, cancellation);
            if (left.Count > 0)
            {
                await foreach (var account in index.ListAsync(tenant, bucket, (first, last), cancellation))
                {
                    if (left.Remove(account.Facts.AccountId, out var known))
                    {
                        await batch.AddAsync(known, account.Facts, cancellation);
                    }
                }
            }

            foreach (var known in left.Values)
            {
                await batch.AddAsync(known, null, cancellation);
            }

            await batch.FlushAsync(cancellation);
            return new Looked(batch.Validated, true, null);
        }
        catch (Exception e) when (e is JsonException or InvalidDataException)
        {
            Unreadable(log, e);
            var alone = await LookAtEachAsync(tenant, bucket, first, last, left?.Keys, now, cancellation);
            // Predictions of accounts that are gone are found with the range alone.
            return alone.Plus(new Looked(batch.Validated, left is not null, left is null ? e as JsonException : null));
        }
    }

    /// <summary>Reads the accounts of a range one by one, because a row of one of them cannot be read.</summary>
    /// <param name="gone">Accounts of the range that may no longer be in the index; null if they are not known.</param>
    private async Task<Looked> LookAtEachAsync(
        string tenant,
        int bucket,
        string first,
        string last,
        IEnumerable<string>? gone,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var all = new Looked(0, true, null);
        var ids = (gone ?? []).ToHashSet(StringComparer.Ordinal);
        await foreach (var id in index.ListIdsAsync(tenant, bucket, (first, last), cancellation))
        {
            ids.Add(id);
        }

        foreach (var id in ids)
        {
            all = all.Plus(await LookAtAsync(new AccountKey(tenant, id), now, cancellation));
        }

        return all;
    }

    private async Task<Looked> LookAtAsync(AccountKey account, DateTimeOffset now, CancellationToken cancellation)
    {
        try
        {
            var facts = (await index.FindAsync(account, cancellation))?.Facts;
            return new Looked(await settle.OneAsync(account, facts, now, cancellation), true, null);
        }
        catch (InvalidDataException e)
        {
            // The facts, of which the scoring tells.
            Unreadable(log, e);
            return new Looked(0, false, null);
        }
        catch (JsonException e)
        {
            Unreadable(log, e);
            return new Looked(0, false, e);
        }
    }

    [LoggerMessage(LogLevel.Error, "What is known of an account cannot be read; its predictions are not validated")]
    private static partial void Unreadable(ILogger log, Exception e);

    [LoggerMessage(LogLevel.Information, "{Count} predictions validated")]
    private static partial void Validated(ILogger log, int count);

    /// <param name="AtAll">False if an account could not be looked at; it stays due.</param>
    /// <param name="Damage">The first row of predictions that cannot be read.</param>
    private sealed record Looked(int Validated, bool AtAll, JsonException? Damage)
    {
        public Looked Plus(Looked other) =>
            new(Validated + other.Validated, AtAll && other.AtAll, Damage ?? other.Damage);

        public int Count() => Damage is null ? Validated : throw Damage;
    }
}
