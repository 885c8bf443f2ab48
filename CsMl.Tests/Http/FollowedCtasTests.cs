using System.Text.Json;
using CsMl.Core.Accounts;
using CsMl.Core.Accounts.Import;
using static CsMl.Tests.Http.CtaCalls;

namespace CsMl.Tests.Http;

/// <summary>What a new prediction changes of a CTA.</summary>
public sealed class FollowedCtasTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_recovery_closes_the_CTA_and_the_next_waits_for_the_cooldown(bool atNight)
    {
        await using var app = await RunningApp.StartAsync(("Ctas:AutoGenerateNightly", "false"));
        var id = await MakeAsync(app, AtRisk);
        app.Clock.Advance(TimeSpan.FromDays(10));
        await app.PutAsync(Shifted(Some.KnownAccount(), 10) with { AccountId = "123" });

        await PredictAsync(app, atNight);

        var closed = (await app.GetAsync(CtasOf("/" + id))).Is(200);
        Assert.Equal(
            ("CANCELLED", "closed", "csml"),
            (closed.Text("data.status"), closed.Text("data.events[0].kind"), closed.Text("data.events[0].by"))
        );
        Assert.Contains("has fallen to", closed.Text("data.events[0].why"), StringComparison.Ordinal);
        Assert.Equal(JsonValueKind.Null, closed.At("data.completedAt").ValueKind);
        await app.PutAsync(Shifted(AtRisk, 10));
        (await app.PredictAsync("123", options: """{"forceRefresh":true}""")).Is(200);
        var early = (await GenerateAsync(app)).IsProblem(409, "CTA_NOT_CREATED");
        Assert.Contains("recovered", early.Text("detail"), StringComparison.Ordinal);
        app.Clock.Advance(TimeSpan.FromDays(7));
        (await GenerateAsync(app)).Is(201);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_worse_account_raises_the_CTA_pulls_its_date_in_and_wakes_it(bool atNight)
    {
        // What is high for one is critical once the thresholds are lower.
        await using var app = await RunningApp.StartAsync(
            ("Ctas:AutoGenerateNightly", "false"),
            ("Predictions:Risk:Critical", "0.999")
        );
        var id = await MakeAsync(app, AtRisk with { Type = null });
        var before = (await app.GetAsync(CtasOf("/" + id))).Is(200);
        Assert.Equal("HIGH", before.Text("data.priority"));
        (await PatchAsync(app, id, """{"snoozeUntil":"2026-04-01"}""")).Is(200);
        app.Service<Microsoft.Extensions.Options.IOptions<CsMl.Core.Predictions.PredictionOptions>>().Value.Risk = new()
        {
            Critical = 0.61,
        };
        app.Clock.Advance(TimeSpan.FromDays(1));

        await PredictAsync(app, atNight);

        var raised = (await app.GetAsync(CtasOf("/" + id))).Is(200);
        Assert.Equal(
            ("CRITICAL", "OPEN", "raised"),
            (raised.Text("data.priority"), raised.Text("data.status"), raised.Text("data.events[0].kind"))
        );
        Assert.Equal("2026-03-06T09:30:00Z", raised.Text("data.dueDate"));
        Assert.Equal("2026-03-09T09:30:00Z", before.Text("data.dueDate"));
        await PredictAsync(app, atNight);
        Assert.Equal(raised.Body, (await app.GetAsync(CtasOf("/" + id))).Body);
    }

    private static async Task PredictAsync(RunningApp app, bool atNight)
    {
        if (atNight)
        {
            await app.NightAsync();
        }
        else
        {
            (await app.PredictAsync("123", options: """{"forceRefresh":true}""")).Is(200);
        }
    }

    private static AccountFacts Shifted(AccountFacts facts, int days) => facts.Shifted(TimeSpan.FromDays(days));
}
