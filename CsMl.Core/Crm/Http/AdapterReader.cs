using System.Runtime.InteropServices;
using System.Text.Json;
using CsMl.Core.Accounts;
using CsMl.Core.Accounts.Import;
using CsMl.Core.Crm.Calls;

namespace CsMl.Core.Crm.Http;

/// <summary>Reads pages and single accounts from an adapter.</summary>
internal sealed class AdapterReader(AdapterClient client)
{
    /// <summary>Null if there is no such account.</summary>
    public async Task<AccountFacts?> FindAsync(AccountKey account, CancellationToken cancellation)
    {
        var request = CrmRequest.Get($"accounts/{Uri.EscapeDataString(account.AccountId)}/context");
        var answer = await client.SendAsync(account.Tenant, request, cancellation);
        if (answer.Status is 404 or 410)
        {
            return null;
        }

        return Read(answer.Read(AdapterJson.Default.JsonElement), out var failure)
            ?? throw new CrmException(failure!.Reason);
    }

    /// <summary>Null if the adapter no longer knows the cursor, as after a backup was restored.</summary>
    public async Task<AdapterPage?> PageAsync(string tenant, string? cursor, CancellationToken cancellation)
    {
        var query = cursor is null ? "" : $"?cursor={Uri.EscapeDataString(cursor)}";
        var answer = await client.SendAsync(tenant, CrmRequest.Get($"accounts{query}"), cancellation);
        if (answer.Status == 410)
        {
            return cursor is null
                ? throw new CrmException("The CRM answered 410 to GET accounts without a cursor.")
                : null;
        }

        var page = answer.Read(AdapterJson.Default.AdapterPage);
        return page.HasMore && page.Cursor == cursor
            ? throw new CrmException("The CRM promised another page without a new cursor.")
            : page;
    }

    /// <summary>The ids of all accounts; null if the adapter forgot the list meanwhile.</summary>
    public async Task<IReadOnlySet<string>?> ListIdsAsync(string tenant, CancellationToken cancellation)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        AdapterPage? page = null;
        do
        {
            page = await PageAsync(tenant, page?.Cursor, cancellation);
            if (page is null)
            {
                return null;
            }

            ids.UnionWith(
                page.Accounts.Select(account => Read(account, out var failure)?.AccountId ?? failure!.AccountId)
            );
        } while (page.HasMore);

        return ids;
    }

    /// <summary>Null if the account has a mistake.</summary>
    public static AccountFacts? Read(JsonElement account, out AccountFailure? failure)
    {
        var line = ReadAccount.TryParse(JsonMarshal.GetRawUtf8Value(account), out var errors);
        failure = line is null
            ? new AccountFailure(IdOf(account), $"The CRM's facts cannot be read: {errors[0]}")
            : null;
        return line?.Facts;
    }

    /// <summary>Empty if the account has no readable id.</summary>
    private static string IdOf(JsonElement account) =>
        account.ValueKind == JsonValueKind.Object && account.TryGetProperty("accountId", out var id)
            ? id.ToString()
            : "";
}
