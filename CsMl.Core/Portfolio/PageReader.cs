using System.Runtime.CompilerServices;
using System.Text.Json;
using CsMl.Core.Accounts;
using CsMl.Core.Crm;
using CsMl.Core.Predictions;
using CsMl.Core.Storage;

namespace CsMl.Core.Portfolio;

/// <summary>Reads the accounts of a page and their latest predictions.</summary>
internal sealed class PageReader(AccountIndex index, PredictionReader predictions)
{
    /// <summary>The latest predictions of the page's accounts; accounts without a prediction are omitted.</summary>
    /// <param name="skip">Called for each account whose prediction cannot be read.</param>
    public async Task<Dictionary<string, LatestPrediction>> LatestAsync(
        string tenant,
        RunPage page,
        PredictionType type,
        Action<string, DamagedRowException> skip,
        CancellationToken cancellation
    )
    {
        if (page.IsRange || page.Ids is null)
        {
            return await predictions.FindLatestBetweenAsync(
                tenant,
                page.Bucket,
                page.First,
                page.Last,
                type,
                cancellation,
                skip
            );
        }

        var found = new Dictionary<string, LatestPrediction>(StringComparer.Ordinal);
        foreach (var id in page.Ids)
        {
            try
            {
                if (await predictions.FindLatestAsync(new AccountKey(tenant, id), type, cancellation) is { } latest)
                {
                    found[id] = latest;
                }
            }
            catch (DamagedRowException e)
            {
                skip(id, e);
            }
        }

        return found;
    }

    /// <summary>
    /// Reads the page's accounts: neighbours with one query, and one by one if a row of that query cannot be read.
    /// </summary>
    /// <param name="skip">Called for each account that cannot be read.</param>
    public async IAsyncEnumerable<KnownAccount> AccountsAsync(
        string tenant,
        RunPage page,
        Action<string, Exception> skip,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var unread = page.Ids?.ToHashSet(StringComparer.Ordinal);
        if (page.IsRange || unread is null)
        {
            await using var range = index
                .ListAsync(tenant, page.Bucket, (page.First, page.Last), cancellation)
                .GetAsyncEnumerator(cancellation);
            while (await TryNextAsync(range, canReadOneByOne: unread is not null))
            {
                if (unread is null || unread.Remove(range.Current.Facts.AccountId))
                {
                    yield return range.Current;
                }
            }
        }

        foreach (var id in page.Ids?.Where(unread!.Contains) ?? [])
        {
            KnownAccount? account = null;
            try
            {
                account = await index.FindAsync(new AccountKey(tenant, id), cancellation);
            }
            catch (Exception e) when (e is JsonException or InvalidDataException)
            {
                skip(id, e);
            }

            if (account is not null)
            {
                yield return account;
            }
        }
    }

    /// <summary>False at the end, and at a row that cannot be read.</summary>
    private static async Task<bool> TryNextAsync(IAsyncEnumerator<KnownAccount> accounts, bool canReadOneByOne)
    {
        try
        {
            return await accounts.MoveNextAsync();
        }
        catch (Exception e) when (canReadOneByOne && e is (JsonException or InvalidDataException))
        {
            return false;
        }
    }

    /// <summary>Reads only the ids, because the page may have failed on the facts.</summary>
    public async Task<IReadOnlyList<string>> IdsAsync(string tenant, RunPage page, CancellationToken cancellation)
    {
        var ids = new List<string>(page.Accounts);
        var range = (page.First, page.Last);
        await foreach (var id in index.ListIdsAsync(tenant, page.Bucket, range, cancellation))
        {
            ids.Add(id);
        }

        return ids;
    }
}
