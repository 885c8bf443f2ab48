using System.Runtime.InteropServices;
using System.Text.Json;
using CsMl.Core.Accounts;
using CsMl.Core.Accounts.Import;
using CsMl.Core.Crm.Calls;
using Microsoft.Extensions.Options;

namespace CsMl.Core.Crm.Http;

/// <summary>Reads accounts from an adapter that serves the contract of docs/CRM.md.</summary>
public sealed class AdapterAccounts : IAccountSource
{
    private readonly AdapterClient _client;
    private readonly IOptions<CrmOptions> _options;
    private readonly FetchMany _fetch;

    public AdapterAccounts(AdapterClient client, IOptions<CrmOptions> options)
    {
        (_client, _options) = (client, options);
        _fetch = new FetchMany(FindAsync, options.Value.Concurrency);
    }

    public Task<IReadOnlyList<string>> ListTenantsAsync(CancellationToken cancellation) =>
        Task.FromResult(_options.Value.TenantNames);

    public string Origin(string tenant) => _options.Value.OriginOf(tenant);

    public async Task<AccountFacts?> FindAsync(AccountKey account, CancellationToken cancellation)
    {
        var request = CrmRequest.Get($"accounts/{Uri.EscapeDataString(account.AccountId)}/context");
        var answer = await _client.SendAsync(account.Tenant, request, cancellation);
        if (answer.Status is 404 or 410)
        {
            return null;
        }

        return Read(answer.Read(AdapterJson.Default.JsonElement), out var failure)
            ?? throw new CrmException(failure!.Reason);
    }

    public async Task<AccountPage> ListChangedAsync(string tenant, string? cursor, CancellationToken cancellation)
    {
        var position = cursor is null
            ? AdapterCursor.Start
            : JsonSerializer.Deserialize(cursor, AdapterJson.Default.AdapterCursor)!;
        if (await PageAsync(tenant, position.Cursor, cancellation) is not { } page)
        {
            // The adapter no longer knows the cursor, as after a backup was restored: everything is read again.
            return position.Cursor is null
                ? throw new CrmException("The CRM answered 410 to GET accounts without a cursor.")
                : Page(AdapterCursor.Start with { Failed = position.Failed }, hasMore: true);
        }

        // An account that failed before is read again by its own address, once a sync, at its end.
        IReadOnlyList<string> again = page.HasMore ? [] : position.Failed;
        var fetched = await _fetch.RunAsync(tenant, again, cancellation);
        var changed = new List<AccountFacts>();
        var failed = new List<AccountFailure>(fetched.Failed);
        foreach (var account in page.Accounts)
        {
            if (Read(account, out var failure) is { } facts)
            {
                changed.Add(facts);
            }
            else
            {
                failed.Add(failure!);
            }
        }

        // They were read later than the page, so that they replace what it says of the same account.
        changed.AddRange(fetched.Changed);
        List<string> removed = [.. page.Removed ?? [], .. fetched.Removed];
        var read = changed.Select(facts => facts.AccountId).Concat(removed).Concat(failed.Select(f => f.AccountId));
        var next = new AdapterCursor(page.Cursor, FetchMany.StillFailed(position.Failed, read, failed));
        return Page(next, page.HasMore) with { Changed = changed, Removed = removed, Failed = failed };
    }

    /// <summary>Null if the adapter no longer knows the cursor.</summary>
    private async Task<AdapterPage?> PageAsync(string tenant, string? cursor, CancellationToken cancellation)
    {
        var query = cursor is null ? "" : $"?cursor={Uri.EscapeDataString(cursor)}";
        var answer = await _client.SendAsync(tenant, CrmRequest.Get($"accounts{query}"), cancellation);
        return answer.Status == 410 ? null : answer.Read(AdapterJson.Default.AdapterPage);
    }

    private static AccountFacts? Read(JsonElement account, out AccountFailure? failure)
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

    private static AccountPage Page(AdapterCursor next, bool hasMore) =>
        new([], [], JsonSerializer.Serialize(next, AdapterJson.Default.AdapterCursor), hasMore);
}
