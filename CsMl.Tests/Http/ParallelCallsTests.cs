namespace CsMl.Tests.Http;

public sealed class ParallelCallsTests
{
    private const int Callers = 50;
    private const int Rounds = 20;

    [Fact]
    public async Task Of_fifty_that_ask_for_a_CTA_at_once_one_gets_it()
    {
        await using var app = await RunningApp.StartAsync();
        var atRisk = Local.Sample.SamplePortfolio.Make(Some.Now).First(a => a.AccountId == "123");
        for (var round = 0; round < Rounds; round++)
        {
            var id = $"account-{round}";
            await app.PutAsync(atRisk with { AccountId = id });
            var predicted = (await app.PredictAsync(id)).Is(200);

            var answers = await Task.WhenAll(
                Enumerable.Range(0, Callers).Select(_ => app.PostAsync(RunningApp.Account(id, "generate-cta")))
            );

            var created = Assert.Single(answers, a => a.Status == 201);
            Assert.All(
                answers.Where(a => a != created),
                a =>
                {
                    a.IsProblem(409, "CTA_NOT_CREATED");
                    Assert.StartsWith("No CTA was created: ", a.Text("detail"), StringComparison.Ordinal);
                }
            );
            var cached = (await app.PredictAsync(id)).Is(200);
            Assert.Equal(predicted.Text("data.predictionId"), cached.Text("data.predictionId"));
            Assert.Equal(created.Text("data.cta.id"), cached.Text("data.generatedCtaId"));
            Assert.Equal(created.Text("data.cta.triggerData.predictionId"), cached.Text("data.predictionId"));
            var listed = (await app.GetAsync(RunningApp.Account(id, "predictions?includeExpired=true"))).Is(200);
            Assert.Equal(cached.Data.GetRawText(), Assert.Single(listed.Items("data")).GetRawText());
        }

        var stats = (await app.GetAsync(RunningApp.Portfolio("cta-stats"))).Is(200);
        Assert.Equal(Rounds, stats.At("data.totalGenerated").GetInt32());
        Assert.Empty(app.Log.Errors);
    }

    [Fact]
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
