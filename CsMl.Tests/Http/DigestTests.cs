using System.Text.Json;
using CsMl.Core.Accounts;
using CsMl.Core.Morning;
using CsMl.Functions.Dashboard;

namespace CsMl.Tests.Http;

/// <summary>The morning in one answer, as JSON and as Markdown.</summary>
public sealed class DigestTests
{
    private const string Markdown = "text/markdown; charset=utf-8";

    private static readonly string Digest = RunningApp.Portfolio("digest");

    [Fact]
    public async Task Where_there_is_nothing_it_says_so_and_no_more()
    {
        await using var app = await RunningApp.StartAsync();
        await app.PutAsync(Some.KnownAccount());
        await app.RunNightAsync();

        var json = (await app.GetAsync(Digest)).Is(200);
        var markdown = (await app.GetAsync(Digest, ("Accept", "text/markdown"))).Is(200);

        Assert.True(json.At("data.isEmpty").GetBoolean());
        Assert.Equal("day", json.Text("data.period"));
        Assert.Equal(Markdown, markdown.ContentType);
        Assert.Equal(
            "# Accounts at risk, 4 March 2026\n\nNothing needs you today: nobody waits for a call, nothing moved and nothing is due.\n",
            markdown.Body
        );
    }

    [Fact]
    public async Task Where_nothing_was_scored_it_says_that_and_not_that_nobody_waits()
    {
        await using var app = await RunningApp.StartAsync();
        await app.PutAsync(Some.KnownAccount());

        var markdown = (await app.GetAsync(Digest, ("Accept", "text/markdown"))).Is(200);
        var page = (await app.GetAsync(PagePath.Home)).Is(200).Body;

        Assert.False((await app.GetAsync(Digest)).Is(200).At("data.isEmpty").GetBoolean());
        Assert.Equal("# Accounts at risk, 4 March 2026\n\nNo run has scored every account yet.\n", markdown.Body);
        Assert.Contains("Nothing to tell yet", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Done for today", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_names_the_five_most_pressing_what_is_due_and_how_far_to_trust_it()
    {
        await using var app = await RunningApp.StartAsync();
        await app.PutSampleAsync();
        await app.RunNightAsync();

        var json = (await app.GetAsync(Digest)).Is(200);
        var text = (await app.GetAsync(Digest + "?format=markdown")).Is(200).Body;

        Assert.False(json.At("data.isEmpty").GetBoolean());
        Assert.Equal(5, json.Items("data.top").Count);
        Assert.NotEmpty(json.Items("data.due"));
        foreach (var row in json.Items("data.top"))
        {
            Assert.Contains(
                row.GetProperty("account").GetProperty("name").GetString()!,
                text,
                StringComparison.Ordinal
            );
        }

        Assert.Contains("\n## Call first\n\n1. **", text, StringComparison.Ordinal);
        Assert.Contains("\n## Due\n\n- ", text, StringComparison.Ordinal);
        Assert.Contains("scored on 4 March 2026", text, StringComparison.Ordinal);
        Assert.EndsWith("\nNot enough outcomes yet (0 of 30).\n", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, false)]
    [InlineData(3, true)]
    public async Task The_last_run_is_one_whose_bound_left_nobody_out(int maxAccounts, bool isWhole)
    {
        await using var app = await RunningApp.StartAsync();
        await app.PutAsync(Some.KnownAccount() with { AccountId = "a" });
        await app.PutAsync(Some.KnownAccount() with { AccountId = "b" });
        var run = await app.PostAsync(RunningApp.Portfolio("batch-predict"), $$"""{"maxAccounts":{{maxAccounts}}}""");

        await app.WhenOverAsync(run.Is(202));

        var last = (await app.GetAsync(Digest)).Is(200).At("data.lastRun");
        Assert.Equal(isWhole, last.ValueKind == JsonValueKind.Object);
    }

    [Fact]
    public async Task An_owner_gets_their_own_alone()
    {
        await using var app = await RunningApp.StartAsync();
        await PredictAsync(app, "mine", "kim");
        await PredictAsync(app, "theirs", "lee");
        app.Clock.Advance(TimeSpan.FromDays(4));

        var digest = (await app.GetAsync(Digest + "?ownerId=kim")).Is(200);

        Assert.Equal(
            "mine",
            Assert.Single(digest.Items("data.top")).GetProperty("account").GetProperty("id").GetString()
        );
        Assert.Equal("mine", Assert.Single(digest.Items("data.due")).GetProperty("accountId").GetString());
        var nobody = (await app.GetAsync(Digest + "?ownerId=nobody")).Is(200);
        Assert.Empty(nobody.Items("data.top").Concat(nobody.Items("data.due")));
        var page = (await app.GetAsync(PagePath.Home + "?ownerId=nobody")).Is(200).Body;
        Assert.DoesNotContain("Done for today", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_handed_to_a_colleague_is_the_colleagues_and_no_longer_ones_own()
    {
        await using var app = await RunningApp.StartAsync();
        await PredictAsync(app, "a", "kim");
        app.Clock.Advance(TimeSpan.FromDays(4));
        Assert.Equal("a", await TopAsync("kim"));
        var cta = (await app.GetAsync(RunningApp.Portfolio("ctas"))).Is(200).Items("data").Single();
        var path = RunningApp.Account("a", "ctas/" + cta.GetProperty("id").GetString());

        (await app.SendAsync(HttpMethod.Patch, path, """{"ownerId":"lee"}""")).Is(200);

        Assert.Equal(("", "a"), (await TopAsync("kim"), await TopAsync("lee")));
        var markdown = (await app.GetAsync(Digest + "?ownerId=lee&format=markdown")).Is(200).Body;
        Assert.Contains("(Acme Ltd, lee): 9 March 2026", markdown, StringComparison.Ordinal);

        async Task<string> TopAsync(string owner)
        {
            var page = (await app.GetAsync($"{PagePath.Home}?ownerId={owner}&done=assigned")).Is(200).Body;
            var top = (await app.GetAsync($"{Digest}?ownerId={owner}")).Is(200).Items("data.top");
            var ids = top.Select(row => row.GetProperty("account").GetProperty("id").GetString()!).ToList();
            Assert.All(ids, id => Assert.Contains(PagePath.Account(id), page, StringComparison.Ordinal));
            return string.Join(' ', ids);
        }
    }

    [Fact]
    public async Task A_week_has_what_is_due_within_seven_days_and_a_day_has_not()
    {
        await using var app = await RunningApp.StartAsync();
        await PredictAsync(app, "a", "kim");
        Assert.Empty((await app.GetAsync(Digest)).Is(200).Items("data.due"));
        Assert.Single((await app.GetAsync(Digest + "?period=week")).Is(200).Items("data.due"));
    }

    [Fact]
    public async Task It_never_says_nothing_where_it_only_stopped_looking()
    {
        await using var app = await RunningApp.StartAsync(("Ctas:MaxPerNight", "500"));
        var accounts = Enumerable
            .Range(0, 160)
            .Select(i => CtaCalls.AtRisk with { AccountId = $"a{i:D3}", OwnerId = "kim", Ctas = [] });
        Assert.Empty(await app.Index.PutManyAsync(RunningApp.Tenant, [.. accounts], CancellationToken.None));
        await app.RunNightAsync();

        var digest = (await app.GetAsync(Digest)).Is(200);
        var text = (await app.GetAsync(Digest + "?format=markdown")).Is(200).Body;
        var page = (await app.GetAsync(PagePath.Home)).Is(200).Body;

        Assert.Equal((0, true), (digest.At("data.needToday").GetInt32(), digest.At("data.hasMore").GetBoolean()));
        Assert.False(digest.At("data.isEmpty").GetBoolean());
        Assert.Contains("No account that was looked at needs you today", text, StringComparison.Ordinal);
        Assert.Contains(WriteSummary.MoreAtRisk, text, StringComparison.Ordinal);
        Assert.Contains(WriteSummary.MoreAtRisk, page, StringComparison.Ordinal);
        Assert.DoesNotContain("Done for today", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_due_is_found_behind_what_is_snoozed()
    {
        await using var app = await RunningApp.StartAsync(("Ctas:MaxPerNight", "500"));
        var accounts = Enumerable
            .Range(0, 45)
            .Select(i => CtaCalls.AtRisk with { AccountId = $"a{i:D3}", OwnerId = "kim", Ctas = [] });
        Assert.Empty(await app.Index.PutManyAsync(RunningApp.Tenant, [.. accounts], CancellationToken.None));
        await app.RunNightAsync();
        app.Clock.Advance(TimeSpan.FromDays(4));
        var ctas = (await app.GetAsync(RunningApp.Portfolio("ctas?limit=100"))).Is(200).Items("data");
        Assert.Equal(45, ctas.Count);
        foreach (var cta in ctas.SkipLast(1))
        {
            var (account, id) = (cta.GetProperty("accountId").GetString()!, cta.GetProperty("id").GetString());
            var snooze = $$"""{"status":"SNOOZED","snoozeUntil":"{{Some.Now.AddDays(30):O}}"}""";
            (await app.SendAsync(HttpMethod.Patch, RunningApp.Account(account, $"ctas/{id}"), snooze)).Is(200);
        }

        var due = (await app.GetAsync(Digest)).Is(200);

        Assert.Equal(
            ctas[^1].GetProperty("id").GetString(),
            Assert.Single(due.Items("data.due")).GetProperty("id").GetString()
        );
        Assert.False(due.At("data.hasMoreDue").GetBoolean());
    }

    [Fact]
    public async Task A_name_that_is_Markdown_is_shown_as_it_is()
    {
        await using var app = await RunningApp.StartAsync();
        await PredictAsync(app, "a", "kim", "[Acme](javascript:alert(1)) <b>\n# big");
        app.Clock.Advance(TimeSpan.FromDays(4));

        var text = (await app.GetAsync(Digest + "?format=markdown")).Is(200).Body;

        Assert.Contains(@"**\[Acme\](javascript\:alert(1)) \<b\> \# big**", text, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("text/markdown", "", true)]
    [InlineData("text/markdown, application/json;q=0.5", "", false)]
    [InlineData("*/*", "", false)]
    [InlineData("text/markdown", "?format=json", false)]
    [InlineData("application/json", "?format=markdown", true)]
    public async Task Markdown_is_for_those_who_ask_for_it(string accept, string query, bool isMarkdown)
    {
        await using var app = await RunningApp.StartAsync();

        var answer = (await app.GetAsync(Digest + query, ("Accept", accept))).Is(200);

        Assert.Equal(isMarkdown, answer.ContentType == Markdown);
    }

    [Theory]
    [InlineData("period=month", "period")]
    [InlineData("format=html", "format")]
    [InlineData("owner=kim", "owner")]
    public async Task What_is_wrong_is_named(string query, string field)
    {
        await using var app = await RunningApp.StartAsync();

        (await app.GetAsync($"{Digest}?{query}")).IsProblem(400, "INVALID_REQUEST", field);
    }

    private static async Task PredictAsync(RunningApp app, string id, string owner, string name = "Acme Ltd")
    {
        AccountFacts facts = CtaCalls.AtRisk with { AccountId = id, OwnerId = owner, Name = name, Ctas = [] };
        await app.PutAsync(facts);
        (await app.PredictAsync(id)).Is(200);
        (await app.PostAsync(RunningApp.Account(id, "generate-cta"), """{"predictionType":"CHURN"}""")).Is(201);
    }
}
