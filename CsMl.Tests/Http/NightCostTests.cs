using CsMl.Core.Accounts;
using CsMl.Core.Predictions;
using CsMl.Core.Requests;
using CsMl.Core.Storage;
using CsMl.Local.Sample;
using CsMl.Tests.Storage;

namespace CsMl.Tests.Http;

/// <summary>What the app asks of its tables, which is what Azure bills.</summary>
public sealed class NightCostTests
{
    [Fact]
    [Trait("Speed", "Slow")]
    public async Task A_night_costs_at_most_seventeen_transactions_for_a_hundred_accounts()
    {
        const int Accounts = 8_000;
        var counted = new List<CountedTable>();
        await using var app = await RunningApp.StartAsync(
            tables => new Tables(Count(tables.Results), Count(tables.Accounts), Count(tables.Runs)),
            ("Ctas:MaxPerNight", "20")
        );
        var sample = SamplePortfolio.Make(Some.Now);
        Assert.Empty(
            await app.Index.PutManyAsync(
                RunningApp.Tenant,
                [.. Enumerable.Range(0, Accounts).Select(i => sample[i % sample.Count] with { AccountId = $"a{i}" })],
                CancellationToken.None
            )
        );

        // The second night replaces predictions, and passes over those that have a CTA.
        for (var night = 0; night < 2; night++)
        {
            var before = counted.Sum(table => table.Count);
            await app.NightAsync();
            var each = (double)(counted.Sum(table => table.Count) - before) / Accounts;
            app.Clock.Advance(TimeSpan.FromDays(1));

            Assert.InRange(each, 0.05, 0.17);
        }

        var stats = (await app.GetAsync(RunningApp.Portfolio("cta-stats"))).Is(200);
        Assert.Equal(40, stats.At("data.totalGenerated").GetInt32());

        // The dearest night there is: the first of a month on which the predictions of all accounts come due.
        app.Clock.Advance(TimeSpan.FromDays(88));
        var start = counted.Sum(table => table.Count);
        await app.NightAsync();
        var most = (double)(counted.Sum(table => table.Count) - start) / Accounts;
        // Accounts that recover have a row more.
        Assert.InRange(most, 0.05, 0.212);
        var validated = (await app.GetAsync(RunningApp.Portfolio("accuracy"))).At("data.validatedCount").GetInt32();
        Assert.InRange(validated, 0.8 * Accounts, Accounts);

        CountedTable Count(IEntityTable table)
        {
            counted.Add(new CountedTable(table));
            return counted[^1];
        }
    }

    [Fact]
    public async Task A_CTA_costs_six_transactions_and_an_account_of_a_list_that_has_one_none()
    {
        CountedTable? results = null;
        CountedTable? accounts = null;
        await using var app = await RunningApp.StartAsync(
            tables =>
                tables with
                {
                    Results = results = new CountedTable(tables.Results),
                    Accounts = accounts = new CountedTable(tables.Accounts),
                },
            ("Ctas:AutoGenerateNightly", "false")
        );
        await app.PutSampleAsync();
        await app.RunNightAsync();

        // The prediction, the slots, the account, its outcomes, the playbooks, the write; then no more than the first two.
        Assert.Equal(6, await CostAsync(() => GenerateAsync(wasCreated: true)));
        Assert.Equal(2, await CostAsync(() => GenerateAsync(wasCreated: false)));

        // The index, the accounts under notice and the slots, of 16 partitions each, and the playbooks are read however
        // many have their CTA already; then the prediction, the account, its outcomes and the write: that it has no slot
        // is known.
        for (var call = 0; call < 3; call++)
        {
            Assert.Equal((3 * Bucket.Count) + 5, await CostAsync(GenerateNextAsync));
        }

        async Task GenerateAsync(bool wasCreated)
        {
            var made = await app.Service<GenerateCta>()
                .RunAsync(new(new AccountKey(RunningApp.Tenant, "123"), PredictionType.Churn), CancellationToken.None);
            Assert.Equal(wasCreated, made!.WasCreated);
        }

        async Task GenerateNextAsync()
        {
            var made = await app.Service<GenerateCtas>()
                .RunAsync(RunningApp.Tenant, PredictionType.Churn, 1, null, CancellationToken.None);
            Assert.Equal(1, made.Generated);
        }

        async Task<int> CostAsync(Func<Task> act)
        {
            var before = results!.Count + accounts!.Count;
            await act();
            return results.Count + accounts.Count - before;
        }
    }
}
