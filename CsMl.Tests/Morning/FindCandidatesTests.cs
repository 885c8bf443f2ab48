using CsMl.Core.Accounts;
using CsMl.Core.Morning;
using CsMl.Tests.Http;
using Microsoft.Extensions.DependencyInjection;

namespace CsMl.Tests.Morning;

/// <summary>Which accounts a day's work is chosen from.</summary>
public sealed class FindCandidatesTests
{
    [Fact]
    public async Task Many_accounts_of_a_currency_with_large_numbers_crowd_out_none_of_another()
    {
        await using var app = await RunningApp.StartAsync();
        var yen = Enumerable.Range(0, 170).Select(i => Account($"j{i:D3}", "JPY", 2_000_000, health: 1));
        // Less likely to leave than all of those.
        var euros = Enumerable.Range(0, 5).Select(i => Account($"e{i}", "EUR", 900_000, health: 2));
        Assert.Empty(await app.Index.PutManyAsync(RunningApp.Tenant, [.. yen, .. euros], CancellationToken.None));
        await app.RunNightAsync();

        var (found, hasMore) = await app
            .Services.GetRequiredService<FindCandidates>()
            .RunAsync(RunningApp.Tenant, null, CancellationToken.None);

        Assert.True(hasMore);
        Assert.Equal(5, found.Count(c => c.Terms.Currency == "EUR"));
        // What five need not of the share of euros is the yen's, and fifty come by chance.
        Assert.Equal(145, found.Count(c => c.Terms.Currency == "JPY"));
    }

    private static AccountFacts Account(string id, string currency, decimal revenue, int health) =>
        CtaCalls.AtRisk with
        {
            AccountId = id,
            Currency = currency,
            AnnualRevenue = revenue,
            HealthScore = health,
            Ctas = [],
        };
}
