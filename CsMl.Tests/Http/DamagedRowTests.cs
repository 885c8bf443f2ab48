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
