namespace CsMl.Tests.Http;

public sealed class ParallelCallsTests
{
    private const int Callers = 50;

    [Fact]
    [Trait("Speed", "Slow")]
    public async Task Of_fifty_that_predict_at_once_each_is_kept_and_one_is_active()
    {
        await using var app = await RunningApp.StartAsync();
        await app.PutAsync(Some.KnownAccount());
        for (var round = 1; round <= 4; round++)
        {
            var answers = await Task.WhenAll(
                Enumerable.Range(0, Callers).Select(_ => app.PredictAsync("acme", options: """{"forceRefresh":true}"""))
            );

            Assert.All(answers, a => a.Is(200));
            var all = await ListAllAsync(app);
            Assert.Equal(round * Callers, all.Count);
            Assert.Equal(round * Callers, all.Select(p => p.Id).Distinct().Count());
            var active = Assert.Single(all, p => p.Status == "ACTIVE");
            var listed = (await app.GetAsync(RunningApp.Account("acme", "predictions"))).Is(200);
            Assert.Equal(active.Id, Assert.Single(listed.Items("data")).GetProperty("predictionId").GetString());
            Assert.Equal(active.Id, (await app.PredictAsync("acme")).Text("data.predictionId"));
            var risk = (await app.GetAsync(RunningApp.Portfolio("high-risk?minProbability=0"))).Is(200);
            Assert.Equal(1, risk.At("count").GetInt32());
            Assert.Equal(active.Id, risk.Text("data[0].prediction.id"));
            // The account grows worse from round to round, so that its place in the index moves.
            app.Clock.Advance(TimeSpan.FromDays(7));
        }

        Assert.Empty(app.Log.Errors);
    }

    private static async Task<List<(string Id, string Status)>> ListAllAsync(RunningApp app)
    {
        var all = new List<(string, string)>();
        string? link = RunningApp.Account("acme", "predictions?includeExpired=true&limit=37");
        while (link is not null)
        {
            var page = (await app.GetAsync(link)).Is(200);
            all.AddRange(
                page.Items("data")
                    .Select(p => (p.GetProperty("predictionId").GetString()!, p.GetProperty("status").GetString()!))
            );
            link = page.Json.TryGetProperty("nextLink", out var next) ? next.GetString() : null;
        }

        return all;
    }
}
