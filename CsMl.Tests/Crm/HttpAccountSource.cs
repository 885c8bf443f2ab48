using System.Net;
using System.Text.Json;
using CsMl.Core.Accounts;
using CsMl.Core.Crm;

namespace CsMl.Tests.Crm;

/// <summary>Reads accounts from a <see cref="FakeCrm"/>: all that a connector has to be.</summary>
internal sealed class HttpAccountSource(HttpClient http, string tenant) : IAccountSource
{
    public Task<IReadOnlyList<string>> ListTenantsAsync(CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<string>>([tenant]);

    public async Task<AccountFacts?> FindAsync(AccountKey account, CancellationToken cancellation)
    {
        using var response = await http.GetAsync(
            new Uri("accounts/" + account.AccountId, UriKind.Relative),
            cancellation
        );
        if (response.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }

        response.EnsureSuccessStatusCode();
        return Read(await response.Content.ReadAsStringAsync(cancellation));
    }

    public async Task<AccountPage> ListChangedAsync(string tenant, string? cursor, CancellationToken cancellation)
    {
        var json = await http.GetStringAsync(new Uri("accounts?cursor=" + cursor, UriKind.Relative), cancellation);
        using var page = JsonDocument.Parse(json);
        return new AccountPage(
            [.. page.RootElement.GetProperty("changed").EnumerateArray().Select(a => Read(a.GetRawText()))],
            [.. page.RootElement.GetProperty("removed").EnumerateArray().Select(id => id.GetString()!)],
            page.RootElement.GetProperty("cursor").GetString(),
            page.RootElement.GetProperty("hasMore").GetBoolean()
        );
    }

    private static AccountFacts Read(string json) => JsonSerializer.Deserialize(json, AccountJson.Plain.AccountFacts)!;
}
