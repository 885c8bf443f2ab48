using CsMl.Core.Storage;
using CsMl.Local.Sample;
using CsMl.Tests.Http;
using CsMl.Tests.Storage;

namespace CsMl.Tests.Ctas;

/// <summary>Fifty callers at once, a hundred times over.</summary>
public abstract class ParallelCtaSuite
{
    private const int Callers = 50;
    private const int Rounds = 100;

    /// <summary>The app's tables in place of those of its own file.</summary>
    private protected abstract Tables Over(Tables tables);

    [StorageFact]
    public async Task Of_fifty_that_ask_for_a_CTA_at_once_one_gets_it()
    {
        await using var app = await RunningApp.StartAsync(Over);
        (await app.PostAsync(RunningApp.Portfolio("playbooks"), """{"name":"Save it","ctaType":"RISK"}""")).Is(201);
        var atRisk = SamplePortfolio.Make(Some.Now).First(a => a.AccountId == "123");
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

        Assert.Equal(Rounds, await CtasInStore.AreWholeAsync(app.Service<Tables>(), RunningApp.Tenant));
        var stats = (await app.GetAsync(RunningApp.Portfolio("cta-stats"))).Is(200);
        Assert.Equal(Rounds, stats.At("data.totalGenerated").GetInt32());
        var playbooks = (await app.GetAsync(RunningApp.Portfolio("playbooks"))).Is(200);
        Assert.Equal(Rounds, playbooks.At("data[0].timesUsed").GetInt32());
        Assert.Empty(app.Log.Errors);
    }
}
