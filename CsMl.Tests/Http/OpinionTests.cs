using System.Text.Json;
using static CsMl.Tests.Http.OutcomeCalls;

namespace CsMl.Tests.Http;

/// <summary>What people think of predictions, beside them.</summary>
public sealed class OpinionTests
{
    private static readonly string Open = RunningApp.Portfolio("opinions?open=true");

    [Fact]
    public async Task An_opinion_stands_beside_the_prediction_and_changes_nothing_else()
    {
        await using var app = await StartAsync();
        var before = app.Dump();
        var prediction = (await app.GetAsync(RunningApp.Account("acme", "churn-risk"))).Is(200);

        var said = await SayAsync(app, """{"probability":0.9,"reason":"Their sponsor\u001b[31m left.","by":"kim"}""");

        JsonShape.Is(said.Is(201).Data, Shapes.Opinion);
        Assert.Equal("Their sponsor left.", said.Text("data.reason"));
        Assert.Equal(prediction.Text("data.predictionId"), said.Text("data.prediction.predictionId"));
        Assert.Equal(
            (int)Math.Round(100 * (0.9 - prediction.Number("data.probability"))),
            said.At("data.points").GetInt32()
        );
        // The end of the window is awaited already, and is awaited again.
        Assert.DoesNotContain(before.Except(app.Dump()), row => !row.Contains(" v~", StringComparison.Ordinal));
        var again = (await app.GetAsync(RunningApp.Account("acme", "churn-risk"))).Is(200);
        Assert.Equal(prediction.Body, again.Body);

        foreach (var list in (string[])[RunningApp.Account("acme", "opinions"), Open])
        {
            Assert.Equal(said.Data.GetRawText(), (await app.GetAsync(list)).Is(200).At("data[0]").GetRawText());
        }

        var audit = (await app.GetAsync(RunningApp.Portfolio("audit?accountId=acme"))).Is(200);
        Assert.Contains(audit.Items("data"), entry => entry.GetProperty("action").GetString() == "postOpinion");
    }

    [Fact]
    public async Task Said_twice_it_is_one_opinion_and_said_otherwise_the_last_counts()
    {
        await using var app = await StartAsync();
        const string Doubt = """{"probability":0.9,"by":"kim"}""";
        var first = (await SayAsync(app, Doubt)).Is(201);
        app.Clock.Advance(TimeSpan.FromDays(1));

        Assert.Equal(first.Body, (await SayAsync(app, Doubt)).Is(201).Body);
        (await SayAsync(app, """{"probability":0.8,"by":"robin"}""")).Is(201);
        Assert.Equal(["robin", "kim"], Authors(await app.GetAsync(Open)));

        // Kim has come to agree, which is no disagreement any more.
        (await SayAsync(app, """{"agree":true,"by":"kim"}""")).Is(201);
        Assert.Equal(["robin"], Authors(await app.GetAsync(Open)));
        Assert.Equal(["kim", "robin"], Authors(await app.GetAsync(RunningApp.Portfolio("opinions"))));
        Assert.Equal(2, app.Dump().Count(row => row.Contains(" j~", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Fifty_at_once_by_one_author_leave_one_opinion()
    {
        await using var app = await StartAsync();

        var said = await Task.WhenAll(
            Enumerable.Range(0, 50).Select(i => SayAsync(app, $$"""{"probability":0.{{50 + i}},"by":"kim"}"""))
        );

        Assert.All(said, answer => answer.Is(201));
        Assert.Single((await app.GetAsync(RunningApp.Account("acme", "opinions"))).Is(200).Items("data"));
        Assert.Single((await app.GetAsync(RunningApp.Portfolio("opinions"))).Is(200).Items("data"));
    }

    [Fact]
    public async Task It_is_about_the_prediction_that_it_names_although_there_is_a_newer_one()
    {
        await using var app = await StartAsync();
        var old = (await app.GetAsync(RunningApp.Account("acme", "churn-risk"))).Is(200).Text("data.predictionId")!;
        app.Clock.Advance(TimeSpan.FromDays(5));
        var newer = (await app.PredictAsync("acme", options: """{"forceRefresh":true}""")).Is(200);

        var said = (await SayAsync(app, $$"""{"probability":0.9,"by":"kim","predictionId":"{{old}}"}""")).Is(201);

        Assert.Equal(old, said.Text("data.prediction.predictionId"));
        Assert.Equal(
            newer.Text("data.predictionId"),
            (await SayAsync(app, """{"agree":true,"by":"kim"}""")).Text("data.prediction.predictionId")
        );
    }

    [Theory]
    [InlineData("CHURNED")]
    [InlineData("RENEWED")]
    public async Task An_outcome_closes_it_and_hindsight_is_refused(string outcome)
    {
        await using var app = await StartAsync();
        var id = (await SayAsync(app, """{"probability":0.9,"by":"kim"}"""))
            .Is(201)
            .Text("data.prediction.predictionId");
        app.Clock.Advance(TimeSpan.FromDays(3));

        (await TellAsync(app, outcome, app.Clock.GetUtcNow())).Is(201);

        Assert.Empty((await app.GetAsync(Open)).Is(200).Items("data"));
        var said = (await app.GetAsync(RunningApp.Account("acme", "opinions"))).Is(200);
        Assert.Equal(outcome, said.Text("data[0].actualOutcome"));
        Assert.False(said.At("data[0].isOpen").GetBoolean());
        var late = await SayAsync(app, $$"""{"probability":0.1,"by":"robin","predictionId":"{{id}}"}""");
        late.IsProblem(409, outcome == "CHURNED" ? "ACCOUNT_HAS_LEFT" : "CONFLICT");

        // The outcome is withdrawn again.
        var other = outcome == "CHURNED" ? "RENEWED" : "CHURNED";
        (await TellAsync(app, other, app.Clock.GetUtcNow())).Is(201);
        said = (await app.GetAsync(RunningApp.Account("acme", "opinions"))).Is(200);
        Assert.Equal(other, said.Text("data[0].actualOutcome"));
    }

    [Fact]
    public async Task The_end_of_the_window_decides_it_in_the_night()
    {
        await using var app = await StartAsync();
        app.Clock.Advance(TimeSpan.FromDays(20));
        // No prediction that accuracy counts: the month has one already.
        (await app.PredictAsync("acme", options: """{"forceRefresh":true}""")).Is(200);
        var id = (await SayAsync(app, """{"probability":0.9,"by":"kim"}"""))
            .Is(201)
            .Text("data.prediction.predictionId");
        app.Clock.Advance(TimeSpan.FromDays(90));

        await app.NightAsync();

        var said = (await app.GetAsync(RunningApp.Account("acme", "opinions"))).Is(200);
        Assert.Equal("RETAINED", said.Text("data[0].actualOutcome"));
        (await SayAsync(app, $$"""{"probability":0.1,"by":"robin","predictionId":"{{id}}"}""")).IsProblem(
            409,
            "CONFLICT"
        );
    }

    [Fact]
    public async Task A_list_goes_on_where_its_page_ended()
    {
        await using var app = await RunningApp.StartAsync();
        foreach (var i in Enumerable.Range(0, 7))
        {
            await app.PutAsync(Some.KnownAccount() with { AccountId = $"a{i}" });
            (await app.PredictAsync($"a{i}")).Is(200);
            app.Clock.Advance(TimeSpan.FromHours(1));
            (await SayAsync(app, """{"probability":0.9,"by":"kim"}""", $"a{i}")).Is(201);
            (await SayAsync(app, """{"agree":true,"by":"robin"}""", $"a{i}")).Is(201);
        }

        foreach (
            var (list, count) in ((string, int)[])
                [
                    (Open + "&limit=3", 7),
                    (RunningApp.Portfolio("opinions?limit=3"), 14),
                    (RunningApp.Account("a3", "opinions?limit=1"), 2),
                ]
        )
        {
            var seen = new List<string>();
            for (var next = list; next is not null; )
            {
                var page = (await app.GetAsync(next)).Is(200);
                seen.AddRange(page.Items("data").Select(o => o.GetProperty("accountId").GetString() + Author(o)));
                next =
                    page.Data.ValueKind == JsonValueKind.Array
                    && page.Body.Contains("nextLink", StringComparison.Ordinal)
                        ? page.Text("nextLink")
                        : null;
            }

            Assert.Equal(count, seen.Distinct().Count());
            Assert.Equal(count, seen.Count);
        }
    }

    [Theory]
    [InlineData("""{"by":"kim"}""", "probability")]
    [InlineData("""{"by":"kim","agree":false}""", "probability")]
    [InlineData("""{"by":"kim","agree":true,"probability":0.5}""", "agree")]
    [InlineData("""{"by":"kim","probability":1.01}""", "probability")]
    [InlineData("""{"by":"kim","probability":"high"}""", "probability")]
    [InlineData("""{"probability":0.5}""", "by")]
    [InlineData("""{"probability":0.5,"by":"k~im"}""", "by")]
    [InlineData("""{"probability":0.5,"by":"kim","odds":1}""", "odds")]
    public async Task What_is_wrong_is_named(string body, string field)
    {
        await using var app = await StartAsync();

        (await SayAsync(app, body)).IsProblem(400, "INVALID_REQUEST", field);
    }

    [Fact]
    public async Task There_is_nothing_to_say_of_an_account_without_a_prediction_or_that_is_leaving()
    {
        await using var app = await RunningApp.StartAsync();
        await app.PutAsync(Some.KnownAccount());
        const string Doubt = """{"probability":0.9,"by":"kim"}""";
        (await SayAsync(app, Doubt)).IsProblem(404, "PREDICTION_NOT_FOUND");
        (await SayAsync(app, Doubt, "nobody")).IsProblem(404, "ACCOUNT_NOT_FOUND");
        (await app.GetAsync(RunningApp.Account("nobody", "opinions"))).IsProblem(404, "ACCOUNT_NOT_FOUND");
        var trend = (await app.PredictAsync("acme", "HEALTH_TREND")).Is(200).Text("data.predictionId");
        (await SayAsync(app, $$"""{"probability":0.9,"by":"kim","predictionId":"{{trend}}"}""")).IsProblem(
            404,
            "PREDICTION_NOT_FOUND"
        );

        (await app.PredictAsync("acme")).Is(200);
        app.Clock.Advance(TimeSpan.FromDays(31));
        (await SayAsync(app, Doubt)).IsProblem(404, "PREDICTION_NOT_FOUND");
    }

    [Fact]
    public async Task It_is_erased_with_the_account()
    {
        await using var app = await StartAsync();
        (await SayAsync(app, """{"probability":0.9,"reason":"zqmark","by":"kim"}""")).Is(201);

        var erased = (await app.SendAsync(HttpMethod.Delete, RunningApp.Account("acme", "").TrimEnd('/'), null)).Is(
            200
        );

        Assert.Equal(1, erased.At("data.erased.opinions").GetInt32());
        Assert.DoesNotContain("zqmark", app.StoreText(), StringComparison.Ordinal);
        Assert.Empty((await app.GetAsync(RunningApp.Portfolio("opinions"))).Is(200).Items("data"));
    }

    private static Task<HttpAnswer> SayAsync(RunningApp app, string body, string id = "acme") =>
        app.PostAsync(RunningApp.Account(id, "opinions"), body);

    private static List<string?> Authors(HttpAnswer answer) => [.. answer.Is(200).Items("data").Select(Author)];

    private static string? Author(JsonElement opinion) => opinion.GetProperty("by").GetString();
}
