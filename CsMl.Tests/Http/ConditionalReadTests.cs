namespace CsMl.Tests.Http;

/// <summary>Every read has an ETag, and is not sent again while nothing has changed.</summary>
public sealed class ConditionalReadTests
{
    private const string Churn = """{"predictionType":"CHURN"}""";

    public static TheoryData<string> Reads =>
        [
            RunningApp.Account("123", "churn-risk"),
            RunningApp.Account("123", "predictions"),
            RunningApp.Account("123", "health-insights"),
            RunningApp.Account("123", "context"),
            RunningApp.Account("123", "ctas"),
            RunningApp.Portfolio("high-risk"),
            RunningApp.Portfolio("ctas"),
            RunningApp.Portfolio("cta-stats"),
            RunningApp.Portfolio("accuracy"),
            RunningApp.Portfolio("runs"),
            RunningApp.Portfolio("playbooks"),
            RunningApp.Portfolio("status"),
            RunningApp.Portfolio("digest"),
        ];

    [Theory]
    [MemberData(nameof(Reads))]
    public async Task What_the_caller_has_is_not_sent_again(string path)
    {
        await using var app = await StartAsync();

        // The first call may make the prediction that later ones answer.
        (await app.GetAsync(path)).Is(200);
        var read = (await app.GetAsync(path)).Is(200);
        var tag = read.Headers["ETag"];
        var again = await app.GetAsync(path, ("If-None-Match", $"\"other\", W/{tag}"));
        var head = await app.SendAsync(HttpMethod.Head, path, null, ("If-None-Match", tag));

        Assert.Equal((304, ""), (again.Status, again.Body));
        Assert.Equal(304, head.Status);
        Assert.Equal((tag, "no-cache, private"), (again.Headers["ETag"], again.Headers["Cache-Control"]));
        Assert.Equal(read.Headers.GetValueOrDefault("Vary"), again.Headers.GetValueOrDefault("Vary"));
        Assert.Equal(304, (await app.GetAsync(path, ("If-None-Match", "*"))).Status);
        foreach (var other in (string[])["\"other\"", "banana", ""])
        {
            Assert.Equal(read.Body, (await app.GetAsync(path, ("If-None-Match", other))).Is(200).Body);
        }
    }

    [Fact]
    public async Task What_has_changed_is_sent()
    {
        await using var app = await StartAsync();
        var (risk, ctas) = (RunningApp.Account("123", "churn-risk"), RunningApp.Account("123", "ctas"));
        var (seenRisk, seenCtas) = (await app.GetAsync(risk), await app.GetAsync(ctas));

        app.Clock.Advance(TimeSpan.FromMinutes(1));
        (
            await app.PostAsync(
                RunningApp.Account("123", "predict"),
                """{"predictionType":"CHURN","options":{"forceRefresh":true}}"""
            )
        ).Is(200);
        (await app.SendAsync(HttpMethod.Patch, $"{ctas}/{seenCtas.Text("data[0].id")}", """{"ownerId":"kim"}""")).Is(
            200
        );

        (await app.GetAsync(risk, ("If-None-Match", seenRisk.Headers["ETag"]))).Is(200);
        (await app.GetAsync(ctas, ("If-None-Match", seenCtas.Headers["ETag"]))).Is(200);
    }

    [Fact]
    public async Task A_playbook_that_was_used_is_sent_and_may_still_be_changed()
    {
        await using var app = await RunningApp.StartAsync();
        await app.PutSampleAsync(accounts: 20);
        var made = await app.PostAsync(
            RunningApp.Portfolio("playbooks"),
            """{"name":"Save it","tasks":[{"title":"Call"}]}"""
        );
        var playbook = RunningApp.Portfolio($"playbooks/{made.Is(201).Text("data.id")}");
        var seen = (await app.GetAsync(playbook)).Headers["ETag"];
        Assert.Equal(made.Headers["ETag"], seen);
        (await app.PredictAsync("123")).Is(200);
        (await app.PostAsync(RunningApp.Account("123", "generate-cta"), Churn)).Is(201);

        var used = await app.GetAsync(playbook, ("If-None-Match", seen));

        Assert.Equal(1, used.Is(200).At("data.timesUsed").GetInt32());
        (await app.PutAsync(playbook, """{"name":"Save them"}""", ("If-Match", seen))).Is(200);
        (await app.PutAsync(playbook, """{"name":"Save all"}""", ("If-Match", seen))).Is(412);
    }

    private static async Task<RunningApp> StartAsync()
    {
        var app = await RunningApp.StartAsync();
        await app.PutSampleAsync(accounts: 20);
        (await app.PredictAsync("123")).Is(200);
        (await app.PostAsync(RunningApp.Account("123", "generate-cta"), Churn)).Is(201);
        return app;
    }
}
