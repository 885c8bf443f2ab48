using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using CsMl.Core.Accounts;
using CsMl.Core.Crm.Calls;
using Microsoft.Extensions.Options;

namespace CsMl.Core.Crm.Platform;

/// <summary>Reads lists of the platform whole although they change meanwhile, and the facts of one account.</summary>
internal sealed class PlatformReader(PlatformClient client, IOptions<CrmOptions> options, TimeProvider time)
{
    /// <summary>The largest page that the platform serves.</summary>
    public const int PageItems = 100;

    private const int HistoryDays = 365;

    /// <summary>The most readings of a list that changes while it is read.</summary>
    private const int MostReadings = 5;

    private static PlatformJson Shapes => PlatformJson.Default;

    /// <summary>A page of a list with the oldest items first, from page 1.</summary>
    public Task<PlatformList<T>> PageAsync<T>(
        string tenant,
        PlatformPath<T> list,
        int page,
        CancellationToken cancellation
    ) => GetAsync(tenant, list.At($"page={page}&limit={PageItems}&sortBy=createdAt&sortOrder=asc"), list, cancellation);

    /// <summary>A page of a list with the latest changes first, from page 1.</summary>
    public Task<PlatformList<T>> LatestAsync<T>(
        string tenant,
        PlatformPath<T> list,
        int page,
        CancellationToken cancellation
    ) =>
        GetAsync(tenant, list.At($"page={page}&limit={PageItems}&sortBy=updatedAt&sortOrder=desc"), list, cancellation);

    /// <summary>
    /// Reads a list from its last page to its first, with the oldest items first. New items are appended, and a deleted
    /// one moves the items behind it towards the pages that are still to be read, so that no item is passed over.
    /// </summary>
    /// <param name="mustBeWhole">
    /// True to fail if items swapped places on every reading, false to return what all readings found together.
    /// </param>
    /// <exception cref="CrmException">The list had no stable order on any reading.</exception>
    public async Task<IReadOnlyList<T>> AllAsync<T>(
        string tenant,
        PlatformPath<T> list,
        CancellationToken cancellation,
        bool mustBeWhole = true
    )
        where T : IPlatformItem
    {
        var page = await PageAsync(tenant, list, 1, cancellation);
        if (page.Count <= page.Data.Count)
        {
            return page.Data;
        }

        var items = new Dictionary<string, T>(StringComparer.Ordinal);
        for (var reading = 0; reading < MostReadings; reading++)
        {
            for (var number = PagesOf(page.Count); number > 0; number--)
            {
                page = await PageAsync(tenant, list, number, cancellation);
                foreach (var (at, item) in page.Data.Index())
                {
                    items[item.Id ?? $"{number}:{at}"] = item;
                }
            }

            // Fewer items than there are mean that items with the same time of creation swapped places.
            if (items.Count >= page.Count)
            {
                return [.. items.Values];
            }
        }

        return mustBeWhole
            ? throw new CrmException($"The CRM's list {list.Name} changed its order on every reading.")
            : [.. items.Values];
    }

    /// <summary>Reads a list of CTAs, from which nothing is deleted, so that no item moves towards the front.</summary>
    public async Task<IReadOnlyList<PlatformCta>> CtasAsync(
        string tenant,
        PlatformPath<PlatformCta> list,
        CancellationToken cancellation
    )
    {
        var items = new Dictionary<string, PlatformCta>(StringComparer.Ordinal);
        PlatformList<PlatformCta> page;
        var offset = 0;
        do
        {
            page = await GetAsync(tenant, list.At($"limit={PageItems}&offset={offset}"), list, cancellation);
            foreach (var cta in page.Data)
            {
                items[cta.Id] = cta;
            }

            offset += page.Data.Count;
        } while (page.Data.Count > 0 && offset < page.Count);

        return [.. items.Values];
    }

    /// <summary>All facts of one account; null if there is no such account.</summary>
    /// <exception cref="CrmException">One of the calls failed; there are no facts then.</exception>
    public async Task<AccountFacts?> FactsAsync(AccountKey key, CancellationToken cancellation)
    {
        var (tenant, id) = (key.Tenant, Uri.EscapeDataString(key.AccountId));
        var found = await client.SendAsync(tenant, CrmRequest.Get($"api/crm/accounts/{id}"), cancellation);
        // The platform's ids are numbers, and it answers 400 to any other.
        if (found.Status == 404 || (found.Status == 400 && !long.TryParse(key.AccountId, out _)))
        {
            return null;
        }

        var account = Read(found, Shapes.PlatformAccount);
        CheckTenant(tenant, account.TenantId);
        var history = HistoryAsync(tenant, id, cancellation);
        var activities = AllAsync(tenant, PlatformPath.ActivitiesOf(id), cancellation);
        var ctas = CtasAsync(tenant, PlatformPath.CtasOf(id), cancellation);
        var opportunities = AllAsync(tenant, PlatformPath.OpportunitiesOf(id), cancellation);
        await Task.WhenAll(history, activities, ctas, opportunities);
        return PlatformFacts.Of(account, await history, await activities, await ctas, await opportunities);
    }

    /// <summary>
    /// The platform serves the user's own tenant once the user has left the tenant that a call asks for.
    /// </summary>
    /// <param name="served">The tenant of an account; null if the platform does not say.</param>
    /// <exception cref="CrmException">The account is another tenant's.</exception>
    public void CheckTenant(string tenant, string? served)
    {
        var asked = options.Value.AccessOf(tenant).TenantId;
        if (served is not null && served != asked)
        {
            throw new CrmException($"The CRM answered with the tenant {served} instead of {asked}.")
            {
                IsOutage = true,
            };
        }
    }

    public static int PagesOf(int items) => (items + PageItems - 1) / PageItems;

    private async Task<IReadOnlyList<PlatformSnapshot>> HistoryAsync(
        string tenant,
        string id,
        CancellationToken cancellation
    )
    {
        var request = CrmRequest.Get($"api/crm/accounts/{id}/health/history?days={HistoryDays}");
        return Read(await client.SendAsync(tenant, request, cancellation), Shapes.IReadOnlyListPlatformSnapshot);
    }

    private async Task<PlatformList<T>> GetAsync<T>(
        string tenant,
        string path,
        PlatformPath<T> list,
        CancellationToken cancellation
    )
    {
        var answer = await client.SendAsync(tenant, CrmRequest.Get(path), cancellation);
        return answer.Read(list.Shape) with { ReadAt = answer.Date ?? time.GetUtcNow() };
    }

    /// <summary>Reads a body that may be wrapped in <c>data</c>.</summary>
    private static T Read<T>(CrmAnswer answer, JsonTypeInfo<T> shape)
    {
        var root = answer.Read(Shapes.JsonElement);
        var isWrapped = root.ValueKind == JsonValueKind.Object && root.TryGetProperty("data", out _);
        return isWrapped ? (answer with { Body = Inner(root) }).Read(shape) : answer.Read(shape);
    }

    private static ReadOnlyMemory<byte> Inner(JsonElement root) =>
        JsonSerializer.SerializeToUtf8Bytes(root.GetProperty("data"), Shapes.JsonElement);
}
