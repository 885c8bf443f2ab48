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
        await HalveAsync(app, kind);

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
        await HalveAsync(app, "p~");

        (await app.PredictAsync("acme")).IsProblem(503, "STORAGE_UNAVAILABLE");
        (await app.GetAsync(RunningApp.Account("acme", "predictions"))).IsProblem(503, "STORAGE_UNAVAILABLE");
    }

    /// <summary>Cuts off every row of a kind.</summary>
    private static async Task HalveAsync(RunningApp app, string kind)
    {
        var results = app.Service<Tables>().Results;
        foreach (var row in await TemporaryStore.RowsAsync(results, RunningApp.Tenant))
        {
            if (row.RowKey.StartsWith(kind, StringComparison.Ordinal))
            {
                var half = row.Json[..(row.Json.Length / 2)];
                await results.WriteAsync(row.PartitionKey, [EntityChange.Upsert(row.RowKey, half)], default);
            }
        }
    }
}
