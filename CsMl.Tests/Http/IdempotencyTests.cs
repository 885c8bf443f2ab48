using CsMl.Core.Storage;
using CsMl.Functions.Http;

namespace CsMl.Tests.Http;

/// <summary>Requests that are sent again with the same Idempotency-Key have one effect and equal answers.</summary>
public sealed class IdempotencyTests
{
    private const string Predict = """{"predictionType":"CHURN","options":{"forceRefresh":true}}""";

    /// <summary>Every kind of POST that creates something, and a body for it.</summary>
    public static TheoryData<string, string> Creating =>
        new()
        {
            { RunningApp.Account("123", "predict"), Predict },
            { RunningApp.Account("123", "generate-cta"), """{"predictionType":"CHURN"}""" },
            { RunningApp.Portfolio("generate-ctas"), """{"maxCTAs":3}""" },
            { RunningApp.Portfolio("batch-predict"), """{"maxAccounts":2}""" },
            { RunningApp.Portfolio("playbooks"), """{"name":"Save"}""" },
            { RunningApp.Account("123", "outcomes"), """{"outcome":"RENEWED"}""" },
            { RunningApp.Account("123", "activities"), """[{"id":"a1","type":"CALL","occurredAt":"2026-03-01"}]""" },
            { RunningApp.Portfolio("import?wait=false"), """{"accountId":"new","name":"New"}""" },
            { RunningApp.Portfolio("import"), """{"accountId":"new","name":"New"}""" },
            { RunningApp.Portfolio("validate-predictions"), "{}" },
        };

    private static (string, string) Key(string key) => (IdempotentCall.Header, key);

    [Theory]
    [MemberData(nameof(Creating))]
    public async Task Many_at_once_have_one_effect_and_one_answer(string path, string body)
    {
        await using var app = await StartAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => app.PostAsync(path, body, Key("k-1"))));
        var isRun = answers[0].Status == 202;
        var after = Stored(app, isRun);
        var later = await app.PostAsync(path, body, Key("\"k-1\""));

        var first = Assert.Single(answers, answer => !answer.Headers.ContainsKey(IdempotentCall.Replayed));
        Assert.InRange(first.Status, 200, 299);
        Assert.All([.. answers, later], answer => AssertSame(first, answer));
        Assert.Equal("true", later.Headers[IdempotentCall.Replayed]);
        Assert.Equal(after, Stored(app, isRun));
    }

    [Fact]
    public async Task Another_request_with_the_same_key_is_refused_and_changes_nothing()
    {
        await using var app = await StartAsync();
        var path = RunningApp.Account("123", "predict");
        (await app.PostAsync(path, Predict, Key("k"))).Is(200);
        var before = app.Dump();

        foreach (
            var (other, body) in ((string, string)[])
                [
                    (path, """{"predictionType":"EXPANSION"}"""),
                    (RunningApp.Account("1001", "predict"), Predict),
                    (RunningApp.Portfolio("playbooks"), """{"name":"Save"}"""),
                ]
        )
        {
            (await app.PostAsync(other, body, Key("k"))).IsProblem(422, "IDEMPOTENCY_KEY_REUSED");
        }

        Assert.Equal(before, app.Dump());
    }

    [Fact]
    public async Task A_key_is_a_tenants_own()
    {
        await using var app = await RunningApp.StartAsync(("Tenancy:Mode", "Header"));
        await app.PutSampleAsync("a", 20);
        await app.PutSampleAsync("b", 20);
        var path = RunningApp.Account("123", "predict");

        var a = await app.PostAsync(path, Predict, Key("k"), (Tenancy.Header, "a"));
        var b = await app.PostAsync(path, Predict, Key("k"), (Tenancy.Header, "b"));

        Assert.NotEqual(a.Is(200).Text("data.predictionId"), b.Is(200).Text("data.predictionId"));
        Assert.False(b.Headers.ContainsKey(IdempotentCall.Replayed));
    }

    [Fact]
    public async Task A_refused_request_keeps_no_key()
    {
        await using var app = await RunningApp.StartAsync();
        var path = RunningApp.Account("123", "predict");
        (await app.PostAsync(path, Predict, Key("k"))).IsProblem(404, "ACCOUNT_NOT_FOUND");
        await app.PutSampleAsync(accounts: 20);

        var now = await app.PostAsync(path, Predict, Key("k"));

        Assert.False(now.Is(200).Headers.ContainsKey(IdempotentCall.Replayed));
    }

    [Fact]
    public async Task After_a_day_a_key_is_a_new_one_and_the_night_deletes_the_old()
    {
        await using var app = await StartAsync();
        var path = RunningApp.Portfolio("playbooks");
        const string Body = """{"name":"Save"}""";
        var first = await app.PostAsync(path, Body, Key("k"));

        app.Clock.Advance(KeptAnswers.Kept);
        var next = await app.PostAsync(path, Body, Key("k"));

        Assert.NotEqual(first.Is(201).Text("data.id"), next.Is(201).Text("data.id"));
        Assert.Single(KeysIn(app));
        app.Clock.Advance(KeptAnswers.Kept);
        await app.NightAsync();
        await app.RunNightAsync();
        Assert.Empty(KeysIn(app));
    }

    [Theory]
    [InlineData("")]
    [InlineData("two words")]
    [InlineData("\"\"")]
    [InlineData("256")]
    public async Task A_malformed_key_is_refused(string key)
    {
        await using var app = await StartAsync();
        key = key == "256" ? new string('k', 256) : key;

        (await app.PostAsync(RunningApp.Account("123", "predict"), Predict, Key(key))).IsProblem(
            400,
            "INVALID_REQUEST",
            IdempotentCall.Header
        );
    }

    /// <summary>What is stored; of runs, which are worked on meanwhile, how many there are.</summary>
    private static IEnumerable<string> Stored(RunningApp app, bool isRun) =>
        isRun
            ?
            [
                $"{app.Dump().Count(row => row.StartsWith($"runs {RunningApp.Tenant} ", StringComparison.Ordinal))} runs",
            ]
            : app.Dump();

    private static IEnumerable<string> KeysIn(RunningApp app) =>
        app.Dump().Where(row => row.Contains($" {RunningApp.Tenant}~keys ", StringComparison.Ordinal));

    private static async Task<RunningApp> StartAsync()
    {
        var app = await RunningApp.StartAsync();
        await app.PutSampleAsync(accounts: 20);
        (await app.PredictAsync("123")).Is(200);
        return app;
    }

    private static void AssertSame(HttpAnswer one, HttpAnswer other)
    {
        Assert.Equal((one.Status, one.Body), (other.Status, other.Body));
        foreach (var name in (string[])["ETag", "Operation-Location"])
        {
            Assert.Equal(one.Headers.GetValueOrDefault(name), other.Headers.GetValueOrDefault(name));
        }
    }
}
