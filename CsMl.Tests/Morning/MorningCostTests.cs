using CsMl.Core.Morning;
using CsMl.Core.Storage;
using CsMl.Functions.Dashboard;
using CsMl.Tests.Http;
using CsMl.Tests.Storage;

namespace CsMl.Tests.Morning;

/// <summary>The first page reads index rows: what it asks of the tables does not grow with the portfolio.</summary>
public sealed class MorningCostTests
{
    private const int MostBytes = 150_000;

    [Fact]
    [Trait("Speed", "Slow")]
    public async Task Eight_times_the_accounts_change_neither_the_reads_nor_the_size_by_more_than_a_fifth()
    {
        var few = await MeasureAsync(accounts: 300);
        var many = await MeasureAsync(accounts: 2_400);

        Assert.InRange((double)many.Reads / few.Reads, 0.8, 1.2);
        Assert.InRange((double)many.Bytes / few.Bytes, 0.8, 1.2);
        Assert.InRange(many.Bytes, 1, MostBytes);
    }

    /// <summary>All accounts are at high risk.</summary>
    private static async Task<(int Reads, int Bytes)> MeasureAsync(int accounts)
    {
        var counted = new List<CountedTable>();
        await using var app = await RunningApp.StartAsync(tables => new Tables(
            Count(tables.Results),
            Count(tables.Accounts),
            Count(tables.Runs)
        ));
        var facts = Enumerable
            .Range(0, accounts)
            .Select(i =>
                CtaCalls.AtRisk with
                {
                    AccountId = $"a{i}",
                    OwnerId = "kim",
                    Ctas = [],
                    AnnualRevenue = i % 4 == 0 ? null : 1_000 + i,
                }
            );
        Assert.Empty(await app.Index.PutManyAsync(RunningApp.Tenant, [.. facts], CancellationToken.None));
        await app.NightAsync();
        // The settings are read once in ten seconds.
        await app.Service<ReadMorning>().RunAsync(RunningApp.Tenant, new MorningQuery(null), CancellationToken.None);
        var before = counted.Sum(table => table.Count + table.Rows);

        var page = (await app.GetAsync(PagePath.Home)).Is(200);

        return (counted.Sum(table => table.Count + table.Rows) - before, page.Body.Length);

        CountedTable Count(IEntityTable table)
        {
            counted.Add(new CountedTable(table));
            return counted[^1];
        }
    }
}
