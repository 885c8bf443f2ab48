using CsMl.Core.Accounts;
using CsMl.Core.Consistency;
using CsMl.Core.Portfolio;
using CsMl.Core.Storage;
using CsMl.Tests.Http;
using Microsoft.Extensions.DependencyInjection;

namespace CsMl.Tests.Erasure;

/// <summary>What a process leaves that is killed between a write and its look for a tombstone.</summary>
public sealed class StrayRowsTests
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly AccountKey Account = new(RunningApp.Tenant, "acme");

    [Fact]
    public async Task The_doctor_finds_rows_of_an_erased_account_and_deletes_them()
    {
        await using var app = await RunningApp.StartAsync();
        await app.PutAsync(Some.KnownAccount());
        await app.PutAsync(Some.Account("other"));
        Assert.True((await app.Service<EraseAccount>().RunAsync(Account, None))!.IsComplete);
        Assert.Empty(await CheckAsync(app));
        var results = app.Service<Tables>().Results;
        var key = ResultKeys.ChurnRisk("acme");
        await results.WriteAsync(Bucket.Partition(Account), [EntityChange.Insert(key, "{}"u8.ToArray())], None);
        var watch = ResultKeys.Watch(ValidationDue.Of(Some.Now, "acme"));
        await results.WriteAsync(Bucket.Partition(Account), [EntityChange.Insert(watch, "{}"u8.ToArray())], None);

        var found = await CheckAsync(app);

        Assert.Equal([key, watch], found.Select(row => row.RowKey));
        Assert.True(await CheckStore.RepairAsync(found[0], None));
        // A watch may be that of other accounts, too, which only an erasure looks for.
        Assert.False(await CheckStore.RepairAsync(found[1], None));
        Assert.Equal(1, (await app.Service<EraseAccount>().RunAsync(Account, None))!.Erased.Watches);
        Assert.Empty(await CheckAsync(app));
    }

    private static async Task<List<Contradiction>> CheckAsync(RunningApp app)
    {
        var check = ActivatorUtilities.CreateInstance<CheckStore>(app.Services);
        return await check.RunAsync([], None).ToListAsync();
    }
}
