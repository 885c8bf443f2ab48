using CsMl.Core.Storage;
using CsMl.Tests.Storage;
using Microsoft.Extensions.Logging;

namespace CsMl.Tests.Http;

public sealed class DamagedRowTests
{
    [Theory]
    [InlineData("a~", "accuracy")]
    [InlineData("r~", "high-risk?minProbability=0")]
    public async Task A_row_that_cannot_be_read_is_a_503_and_a_sentence_in_the_log(string kind, string path)
    {
        await using var app = await RunningApp.StartAsync();
        await app.PutAsync(Some.KnownAccount());
        (await app.PredictAsync("acme")).Is(200);
        await Damage.HalveAsync(app.Service<Tables>().Results, kind, most: 100);

        var answer = await app.GetAsync(RunningApp.Portfolio(path));

        answer.IsProblem(503, "STORAGE_UNAVAILABLE");
        Assert.Contains("`doctor`", answer.Body, StringComparison.Ordinal);
        var logged = Assert.Single(app.Log.Errors);
        Assert.Equal(LogLevel.Error, logged.Level);
        Assert.Contains(kind, logged.Message, StringComparison.Ordinal);
        Assert.Null(logged.Exception);
    }

    [Fact]
    public async Task A_prediction_that_is_cut_off_in_its_row_is_never_answered_in_part()
    {
        await using var app = await RunningApp.StartAsync();
        await app.PutAsync(Some.KnownAccount());
        (await app.PredictAsync("acme")).Is(200);
        await Damage.HalveAsync(app.Service<Tables>().Results, "p~");

        (await app.PredictAsync("acme")).IsProblem(503, "STORAGE_UNAVAILABLE");
        (await app.GetAsync(RunningApp.Account("acme", "predictions"))).IsProblem(503, "STORAGE_UNAVAILABLE");
    }

    [Fact]
    public async Task The_mark_of_an_erased_account_that_cannot_be_read_bars_it_alone_until_it_is_restored()
    {
        await using var app = await RunningApp.StartAsync();
        await app.PutSampleAsync(accounts: 60);
        var path = RunningApp.Account("123", "").TrimEnd('/');
        (await app.SendAsync(HttpMethod.Delete, path, null)).Is(200);
        var accounts = app.Service<Tables>().Accounts;
        await foreach (
            var row in accounts.QueryAsync(ErasedAccounts.Partition(RunningApp.Tenant), RowRange.All, default)
        )
        {
            await accounts.WriteAsync(row.PartitionKey, [EntityChange.Upsert(row.RowKey, "{"u8.ToArray())], default);
        }

        var sample = SampleCustomers.Make(Some.Now).Take(60).ToList();
        var refused = await app.Index.PutManyAsync(RunningApp.Tenant, sample, default);
        Assert.Equal(["123"], refused.Keys);
        var run = (await app.RunNightAsync()).Is(200);
        Assert.Equal(("completed", 59), (run.Text("data.state"), run.At("data.counts.scored").GetInt32()));

        var facts = """{"accountId":"123","name":"Acme","healthScore":50}""";
        (await app.SendAsync(HttpMethod.Put, $"{path}/context?restore=true", facts)).Is(200);
        (await app.PredictAsync("123")).Is(200);
        (await app.SendAsync(HttpMethod.Delete, path, null)).Is(200);
    }

    [Fact]
    public async Task An_account_that_cannot_be_read_is_replaced_and_erased_all_the_same()
    {
        await using var app = await RunningApp.StartAsync();
        var (acme, other) = (Some.KnownAccount(), Some.KnownAccount() with { AccountId = "other" });
        await app.PutAsync(acme);
        await app.PutAsync(other);
        await Damage.HalveAsync(app.Service<Tables>().Accounts, "acme~");
        await Damage.HalveAsync(app.Service<Tables>().Accounts, "other~");
        (await app.PredictAsync("acme")).IsProblem(503, "STORAGE_UNAVAILABLE");

        await app.PutAsync(acme);
        (await app.PredictAsync("acme")).Is(200);
        var erased = await app.SendAsync(HttpMethod.Delete, RunningApp.Account("other", "").TrimEnd('/'), null);

        Assert.True(erased.Is(200).At("data.isComplete").GetBoolean());
        Assert.DoesNotContain(app.Dump(), row => row.Contains("other~", StringComparison.Ordinal));
    }
}
