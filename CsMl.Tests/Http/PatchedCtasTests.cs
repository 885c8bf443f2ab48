using CsMl.Core.Storage;
using CsMl.Tests.Ctas;
using CsMl.Tests.Storage;
using static CsMl.Tests.Http.CtaCalls;

namespace CsMl.Tests.Http;

/// <summary>Many CTAs that are changed by one call.</summary>
public sealed class PatchedCtasTests
{
    private static readonly string All = RunningApp.Portfolio("ctas");

    /// <summary>Of the list and the change; {0} is a CTA that is there, {1} another.</summary>
    public static TheoryData<string, string, string> Wrong =>
        new()
        {
            { "[]", """{"status":"CANCELLED"}""", "ctas" },
            { "null", """{"status":"CANCELLED"}""", "ctas" },
            { "{}", """{"status":"CANCELLED"}""", "ctas" },
            { "[{0},1]", """{"status":"CANCELLED"}""", "ctas[1]" },
            { "[{0},{}]", """{"status":"CANCELLED"}""", "ctas[1].accountId" },
            { "[{0},{\"accountId\":\"a\"}]", """{"status":"CANCELLED"}""", "ctas[1].ctaId" },
            { "[{0},{\"accountId\":\"a/b\",\"ctaId\":\"c\"}]", """{"status":"CANCELLED"}""", "ctas[1].accountId" },
            {
                "[{\"accountId\":\"Portfolio\",\"ctaId\":\"c\"},{0}]",
                """{"status":"CANCELLED"}""",
                "ctas[0].accountId"
            },
            { "[{0},{1},{0}]", """{"status":"CANCELLED"}""", "ctas[2]" },
            { "[{0},{\"account\":\"a\",\"ctaId\":\"c\"}]", """{"status":"CANCELLED"}""", "ctas[1].account" },
            { "[{0}]", "{}", "change" },
            { "[{0}]", "null", "change" },
            { "[{0}]", "[]", "change" },
            { "[{0}]", """{"reason":"x"}""", "change" },
            { "[{0}]", """{"status":"DONE"}""", "change.status" },
            { "[{0}]", """{"state":"CANCELLED","notes":"x"}""", "change.state" },
            { "[{0}]", """{"snoozeUntil":"2026-03-01"}""", "change.snoozeUntil" },
            { "[{0}]", """{"snoozeUntil":"2028-03-01"}""", "change.snoozeUntil" },
            { "[{0}]", """{"status":"OPEN","snoozeUntil":"2026-03-20"}""", "change.snoozeUntil" },
            { "[{0}]", """{"status":"SNOOZED"}""", "change.snoozeUntil" },
            { "[{0}]", """{"status":"SNOOZED","snoozeUntil":null}""", "change.snoozeUntil" },
            { "[{0}]", """{"status":"SNOOZED","snoozeUntil":"soon"}""", "change.snoozeUntil" },
            { "[{0}]", """{"status":"IN_PROGRESS","outcome":"POSITIVE"}""", "change.outcome" },
            { "[{0}]", """{"status":"OPEN","outcome":"POSITIVE"}""", "change.outcome" },
        };

    [Fact]
    public async Task Each_is_answered_in_order_and_one_that_fails_stops_no_other()
    {
        await using var app = await PortfolioCtasTests.StartAsync(3);
        var (first, second) = (await NameAsync(app, 0), await NameAsync(app, 1));
        await app.PutAsync(AtRisk with { AccountId = "told", Ctas = [Told("theirs", Some.Now)] });
        const string Missing = """{"accountId":"a1","ctaId":"none"}""";
        const string Stranger = """{"accountId":"nobody","ctaId":"none"}""";
        const string Theirs = """{"accountId":"told","ctaId":"theirs"}""";

        var answer = await PatchAsync(
            app,
            $"[{Stranger},{first},{Missing},{Theirs},{second}]",
            """{"status":"COMPLETED","outcome":"POSITIVE","reason":"Done by phone"}"""
        );

        Assert.Equal((2, 3), (answer.Is(200).At("changed").GetInt32(), answer.At("failed").GetInt32()));
        Assert.Equal([404, 200, 404, 409, 200], answer.Items("data").Select(i => i.GetProperty("status").GetInt32()));
        Assert.Equal(
            ("ACCOUNT_NOT_FOUND", "CTA_NOT_FOUND", "CONFLICT"),
            (answer.Text("data[0].code"), answer.Text("data[2].code"), answer.Text("data[3].code"))
        );
        Assert.Equal("This CTA is the CRM's own; change it there.", answer.Text("data[3].detail"));
        foreach (var i in (int[])[1, 4])
        {
            JsonShape.Is(answer.At($"data[{i}].cta"), Shapes.Cta);
            Assert.Equal("COMPLETED", answer.Text($"data[{i}].cta.status"));
            var (account, id) = (answer.Text($"data[{i}].accountId")!, answer.Text($"data[{i}].ctaId"));
            var alone = await app.GetAsync(RunningApp.Account(account, "ctas/" + id));
            Assert.EndsWith("Done by phone", alone.Text("data.events[0].why"), StringComparison.Ordinal);
        }

        Assert.Equal(3, await CtasInStore.AreWholeAsync(app.Service<Tables>(), RunningApp.Tenant));
    }

    [Fact]
    public async Task What_the_state_of_one_forbids_is_its_own_conflict()
    {
        await using var app = await PortfolioCtasTests.StartAsync(2);
        var (first, second) = (await NameAsync(app, 0), await NameAsync(app, 1));
        (await PatchAsync(app, $"[{first}]", """{"status":"CANCELLED"}""")).Is(200);

        var answer = (await PatchAsync(app, $"[{first},{second}]", """{"outcome":"NEUTRAL"}""")).Is(200);

        Assert.Equal((200, 409), (answer.At("data[0].status").GetInt32(), answer.At("data[1].status").GetInt32()));
        Assert.Contains("closed CTA", answer.Text("data[1].detail"), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task What_is_wrong_is_refused_before_anything_changes(string ctas, string change, string field)
    {
        await using var app = await PortfolioCtasTests.StartAsync(2);
        var list = ctas.Replace("{0}", await NameAsync(app, 0), StringComparison.Ordinal)
            .Replace("{1}", await NameAsync(app, 1), StringComparison.Ordinal);
        var before = app.Dump();

        (await PatchAsync(app, list, change)).IsProblem(400, "INVALID_REQUEST", field);

        Assert.Equal(before, app.Dump());
    }

    [Fact]
    public async Task More_than_a_hundred_are_refused_and_an_unknown_name_has_its_nearest()
    {
        await using var app = await RunningApp.StartAsync();
        var many = string.Join(',', Enumerable.Range(0, 101).Select(i => $$"""{"accountId":"a{{i}}","ctaId":"c"}"""));

        var tooMany = (await PatchAsync(app, $"[{many}]", """{"notes":"x"}""")).IsProblem(
            400,
            "INVALID_REQUEST",
            "ctas"
        );
        var wrong = (
            await app.SendAsync(
                HttpMethod.Patch,
                All,
                """{"ctas":[{"accountID":"a","ctaId":"c"}],"changes":{},"change":{"ownrId":"kim","notes":"x"}}"""
            )
        ).Is(400);

        Assert.Contains("1 to 100 objects", tooMany.Text("detail"), StringComparison.Ordinal);
        foreach (var nearest in (string[])["accountId", "change", "ownerId"])
        {
            Assert.Contains($"did you mean {nearest}?", wrong.Body, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Storage_that_fails_for_one_is_that_ones_answer_and_the_others_are_changed()
    {
        MeanwhileTable? results = null;
        await using var app = await PortfolioCtasTests.StartAsync(
            3,
            tables => tables with { Results = results = new MeanwhileTable(tables.Results) }
        );
        var names = await Task.WhenAll(Enumerable.Range(0, 3).Select(i => NameAsync(app, i)));
        results!.Before(
            changes => changes.Any(change => change.RowKey.StartsWith("c~a1~", StringComparison.Ordinal)),
            () => throw new StorageUnavailableException("The storage is away.")
        );

        var answer = (await PatchAsync(app, $"[{string.Join(',', names)}]", """{"ownerId":"lee"}""")).Is(200);

        var failed = Assert.Single(answer.Items("data"), i => i.GetProperty("status").GetInt32() != 200);
        Assert.Equal(
            ("a1", 503, "STORAGE_UNAVAILABLE"),
            (
                failed.GetProperty("accountId").GetString(),
                failed.GetProperty("status").GetInt32(),
                failed.GetProperty("code").GetString()
            )
        );
        Assert.Equal(2, Ids(await app.GetAsync(All + "?ownerId=lee")).Count());
    }

    private static Task<HttpAnswer> PatchAsync(RunningApp app, string ctas, string change) =>
        app.SendAsync(HttpMethod.Patch, All, $$"""{"ctas":{{ctas}},"change":{{change}}}""");

    /// <summary>An open CTA as the call names it.</summary>
    private static async Task<string> NameAsync(RunningApp app, int account)
    {
        var id = (await app.GetAsync(RunningApp.Account($"a{account}", "ctas"))).Text("data[0].id");
        return $$"""{"accountId":"a{{account}}","ctaId":"{{id}}"}""";
    }
}
