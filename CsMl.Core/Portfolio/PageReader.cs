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

    /// <summary>Reads the page's accounts: neighbours with one query.</summary>
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
            var range = (page.First, page.Last);
            await foreach (var account in index.ListAsync(tenant, page.Bucket, range, cancellation, Skip))
            {
                if (IsOfPage(account.Facts.AccountId))
                {
                    yield return account;
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

        bool IsOfPage(string id) => unread is null || unread.Remove(id);

        void Skip(string id, Exception e)
        {
            if (IsOfPage(id))
            {
                skip(id, e);
            }
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
