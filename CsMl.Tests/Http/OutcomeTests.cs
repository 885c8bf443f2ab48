using System.Text.Json;
using static CsMl.Tests.Http.OutcomeCalls;

namespace CsMl.Tests.Http;

/// <summary>From what is told of an account to what its predictions say of it.</summary>
public sealed class OutcomeTests
{
    private static readonly string[] Settable = ["status", "validation", "generatedCtaId"];

    [Fact]
    public async Task A_departure_that_is_told_settles_the_prediction_at_once()
    {
        await using var app = await StartAsync();
        app.Clock.Advance(TimeSpan.FromDays(9));

        var told = await TellAsync(app, "CHURNED", Some.Now.AddDays(8));

        JsonShape.Is(told.Is(201).Data, Shapes.Outcome);
        Assert.Equal(("CHURNED", 1), (told.Text("data.outcome"), told.At("data.validated").GetInt32()));
        var expected =
            $$"""{"validatedAt":"{{Some.Now.AddDays(9):yyyy-MM-ddTHH:mm:ss}}Z","actualOutcome":"CHURNED","wasAccurate":false}""";
        // As it is answered from the list and from the history.
        foreach (var query in (string[])["", "?includeExpired=true"])
        {
            var listed = await app.GetAsync(RunningApp.Account("acme", "predictions" + query));
            Assert.Equal(expected, listed.At("data[0].validation").GetRawText());
        }

        Assert.Equal((1, 1, 0), await CountsAsync(app));
    }

    [Fact]
    public async Task A_renewal_settles_it_and_what_follows_is_for_the_next_prediction()
    {
        await using var app = await StartAsync();
        app.Clock.Advance(TimeSpan.FromDays(30));
        (await app.PredictAsync("acme")).Is(200);
        app.Clock.Advance(TimeSpan.FromDays(30));

        Assert.Equal(1, (await TellAsync(app, "RENEWED", Some.Now.AddDays(10))).At("data.validated").GetInt32());
        Assert.Equal(1, (await TellAsync(app, "CHURNED", Some.Now.AddDays(50))).At("data.validated").GetInt32());

        var history = await app.GetAsync(RunningApp.Account("acme", "predictions?includeExpired=true"));
        Assert.Equal(["CHURNED", "RENEWED"], history.Items("data").Select(Word));
    }

    [Fact]
    public async Task Told_twice_it_is_one_outcome_and_told_otherwise_it_is_corrected()
    {
        await using var app = await StartAsync();
        app.Clock.Advance(TimeSpan.FromDays(20));

        await TellAsync(app, "CHURNED", Some.Now.AddDays(5));
        var first = (await ValidationAsync(app)).GetRawText();
        app.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(0, (await TellAsync(app, "CHURNED", Some.Now.AddDays(5))).Is(201).At("data.validated").GetInt32());
        Assert.Equal(first, (await ValidationAsync(app)).GetRawText());
        Assert.Single(Outcomes(app));

        // The date was wrong: it had left before the prediction, which therefore counts for nothing.
        await TellAsync(app, "CHURNED", Some.Now.AddDays(-1));
        Assert.Single(Outcomes(app));
        Assert.Equal(JsonValueKind.Null, (await ValidationAsync(app)).ValueKind);
        Assert.Equal((0, 0, 0), await CountsAsync(app));

        // It had not left at all, but renewed; and a while later.
        await TellAsync(app, "RENEWED", Some.Now.AddDays(-1));
        Assert.Single(Outcomes(app));
        Assert.Equal(JsonValueKind.Null, (await ValidationAsync(app)).ValueKind);
        await TellAsync(app, "RENEWED", Some.Now.AddDays(7));
        Assert.Equal("RENEWED", (await ValidationAsync(app)).GetProperty("actualOutcome").GetString());
        // It grew at the same time, which is another thing.
        await TellAsync(app, "EXPANDED", Some.Now.AddDays(7));
        Assert.Equal(3, Outcomes(app).Count);
        Assert.Equal((1, 1, 1), await CountsAsync(app));
    }

    [Fact]
    public async Task A_callers_clock_may_be_a_minute_ahead()
    {
        await using var app = await StartAsync();

        var told = (await TellAsync(app, "CHURNED", Some.Now.AddSeconds(60))).Is(201);

        Assert.Equal(Some.Now, told.At("data.occurredAt").GetDateTimeOffset());
    }

    [Fact]
    public async Task What_has_not_happened_yet_cannot_be_told()
    {
        await using var app = await StartAsync();

        (await TellAsync(app, "CHURNED", Some.Now.AddSeconds(61))).IsProblem(400, "INVALID_REQUEST", "occurredAt");
        (await TellAsync(app, "CHURNED", Some.Now)).Is(201);
        Assert.Equal(
            Some.Now,
            (await PostAsync("""{"outcome":"RENEWED"}""")).At("data.occurredAt").GetDateTimeOffset()
        );
        (await PostAsync("""{"outcome":"RENEWED","occurredAt":"2026-03-04T11:30:00+02:00"}""")).Is(201);
        (await app.PostAsync(RunningApp.Account("nobody", "outcomes"), """{"outcome":"CHURNED"}""")).IsProblem(
            404,
            "ACCOUNT_NOT_FOUND"
        );

        Task<HttpAnswer> PostAsync(string json) => app.PostAsync(RunningApp.Account("acme", "outcomes"), json);
    }

    [Fact]
    public async Task The_first_prediction_of_a_month_counts_by_the_month_of_UTC()
    {
        await using var app = await RunningApp.StartAsync();
        await app.PutAsync(Some.KnownAccount());
        foreach (var at in (string[])["2026-03-31T23:59:59Z", "2026-04-01T00:00:00Z", "2026-04-30T23:59:59Z"])
        {
            app.Clock.SetUtcNow(DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture));
            (await app.PredictAsync("acme", options: """{"forceRefresh":true}""")).Is(200);
        }

        var accuracy = (await app.GetAsync(Accuracy)).Is(200);
        Assert.Equal(2, accuracy.At("data.totalPredictions").GetInt32());
        Assert.Equal(["2026-03", "2026-04"], accuracy.At("data.byMonth").EnumerateObject().Select(month => month.Name));

        await TellAsync(app, "CHURNED", app.Clock.GetUtcNow());
        var history = await app.GetAsync(RunningApp.Account("acme", "predictions?includeExpired=true"));
        Assert.Equal(["null", "CHURNED", "CHURNED"], history.Items("data").Select(Word));
    }

    [Fact]
    public async Task Nothing_that_happens_later_changes_what_was_foretold()
    {
        await using var app = await RunningApp.StartAsync();
        var risky = Local.Sample.SamplePortfolio.Make(Some.Now).First(a => a.AccountId == "123");
        await app.PutAsync(risky);
        var first = (await app.PredictAsync("123")).Is(200);
        var why = Why(app);

        (await app.PostAsync(RunningApp.Account("123", "generate-cta"))).Is(201);
        Assert.Equal(why, Why(app));
        await TellAsync(app, "CONTRACTED", Some.Now, "123");
        await app.PutAsync(Some.KnownAccount() with { AccountId = "123", Name = "Another" });
        app.Clock.Advance(TimeSpan.FromDays(3));
        await TellAsync(app, "RENEWED", Some.Now.AddDays(2), "123");
        (await app.PredictAsync("123", options: """{"forceRefresh":true}""")).Is(200);
        await TellAsync(app, "CHURNED", Some.Now.AddDays(3), "123");

        var history = await app.GetAsync(RunningApp.Account("123", "predictions?includeExpired=true"));
        var now = history.Items("data")[1];
        Assert.Equal("RENEWED", Word(now));
        Assert.Equal("SUPERSEDED", now.GetProperty("status").GetString());
        Assert.NotNull(now.GetProperty("generatedCtaId").GetString());
        foreach (var field in first.Data.EnumerateObject().Where(f => !Settable.Contains(f.Name)))
        {
            Assert.Equal(field.Value.GetRawText(), now.GetProperty(field.Name).GetRawText());
        }

        Assert.Equal(why, Why(app));
    }

    [Fact]
    public async Task What_a_correction_takes_back_is_waited_for_again()
    {
        await using var app = await StartAsync();
        (await app.PredictAsync("acme", "EXPANSION")).Is(200);
        (await app.PredictAsync("acme", "ENGAGEMENT_DECLINE")).Is(200);
        app.Clock.Advance(TimeSpan.FromDays(9));
        Assert.Equal(3, (await TellAsync(app, "CHURNED", Some.Now.AddDays(5))).At("data.validated").GetInt32());

        await TellAsync(app, "RENEWED", Some.Now.AddDays(5));

        Assert.Equal((3, 1, 1), await CountsAsync(app));
        Assert.Equal(JsonValueKind.Null, (await app.PredictAsync("acme", "EXPANSION")).At("data.validation").ValueKind);
        // The night finds it again when its window has passed; of the expansion nobody can tell.
        app.Clock.Advance(TimeSpan.FromDays(81));
        await app.NightAsync();
        Assert.Equal((4, 2), ((await CountsAsync(app)).Total, (await CountsAsync(app)).Validated));
    }

    private static List<string> Outcomes(RunningApp app) =>
        [
            .. app.Dump()
                .Where(row =>
                    row.Contains(" o~", StringComparison.Ordinal) && !row.Contains("~0 ", StringComparison.Ordinal)
                ),
        ];

    /// <summary>What is kept of how the first prediction came about.</summary>
    private static string Why(RunningApp app)
    {
        var row = app.Dump().Last(row => row.Contains(" w~", StringComparison.Ordinal));
        return HttpAnswer.Parse(row[row.IndexOf('{', StringComparison.Ordinal)..]).GetRawText();
    }
}
