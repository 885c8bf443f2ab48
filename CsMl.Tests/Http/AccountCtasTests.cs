using System.Text.Json;
using CsMl.Core.Accounts;
using CsMl.Core.Accounts.Import;
using CsMl.Local.Sample;

namespace CsMl.Tests.Http;

public sealed class AccountCtasTests
{
    private static readonly AccountFacts AtRisk = SamplePortfolio.Make(Some.Now).First(a => a.AccountId == "123");

    [Fact]
    public async Task A_list_has_the_apps_CTAs_and_the_CRMs_newest_first_in_pages()
    {
        await using var app = await RunningApp.StartAsync();
        var told = Enumerable.Range(0, 5).Select(i => Told($"crm-{i}", Some.DaysAgo(1 + i))).ToArray();
        var made = await MakeAsync(app, AtRisk with { Ctas = [.. told, Told("", null), Told("", null)] });

        var all = (await app.GetAsync(Ctas())).Is(200);

        Assert.All(all.Items("data"), cta => JsonShape.Is(cta, Shapes.Cta));
        Assert.Equal([made, "crm-0", "crm-1", "crm-2", "crm-3", "crm-4", "", ""], Ids(all));
        Assert.Equal(
            [true, .. Enumerable.Repeat(false, 7)],
            all.Items("data").Select(c => c.GetProperty("isAutomated").GetBoolean())
        );
        Assert.All(all.Items("data"), c => Assert.Equal("123", c.GetProperty("accountId").GetString()));
        var paged = new List<string>();
        string? link = Ctas("?limit=3");
        while (link is not null)
        {
            var page = (await app.GetAsync(link)).Is(200);
            Assert.InRange(page.Items("data").Count, 1, 3);
            paged.AddRange(Ids(page));
            link = page.Json.TryGetProperty("nextLink", out var next) ? next.GetString() : null;
        }

        Assert.Equal(Ids(all), paged);
        Assert.Empty(Ids(await app.GetAsync(Ctas("?status=COMPLETED"))));
        Assert.Equal([made], Ids(await app.GetAsync(Ctas("?type=RISK&limit=1"))));
        (await app.GetAsync(Ctas("?status=done"))).IsProblem(400, "INVALID_REQUEST", "status");
        (await app.GetAsync(RunningApp.Account("nobody", "ctas"))).IsProblem(404, "ACCOUNT_NOT_FOUND");
    }

    [Fact]
    public async Task One_tells_its_tasks_and_who_did_what_when_and_why()
    {
        await using var app = await RunningApp.StartAsync();
        (
            await app.PostAsync(
                RunningApp.Portfolio("playbooks"),
                """{"name":"Save","ctaType":"RISK","tasks":[{"title":"Call","daysFromStart":2,"assignToOwner":true},{"title":"Write"}]}"""
            )
        ).Is(201);
        var id = await MakeAsync(app, AtRisk with { OwnerId = "csm-1" });
        app.Clock.Advance(TimeSpan.FromHours(1));

        var patched = (
            await PatchAsync(
                app,
                id,
                """{"status":"IN_PROGRESS","reason":"On it","notes":"They answered."}""",
                ("X-User-ID", "kim")
            )
        ).Is(200);

        JsonShape.Is(patched.Data, Shapes.CtaDetail);
        JsonShape.All(patched.At("data.tasks"), Shapes.CtaTask);
        JsonShape.All(patched.At("data.events"), Shapes.CtaEvent);
        Assert.Equal("IN_PROGRESS", patched.Text("data.status"));
        Assert.Equal(
            ("Call", "csm-1", "2026-03-06T09:30:00Z"),
            (
                patched.Text("data.tasks[0].title"),
                patched.Text("data.tasks[0].ownerId"),
                patched.Text("data.tasks[0].dueDate")
            )
        );
        Assert.Equal(JsonValueKind.Null, patched.At("data.tasks[1].ownerId").ValueKind);
        Assert.NotNull(patched.Text("data.playbookId"));
        Assert.Equal(
            ("changed", "kim", "They answered.", "2026-03-04T10:30:00Z"),
            (
                patched.Text("data.events[0].kind"),
                patched.Text("data.events[0].by"),
                patched.Text("data.events[0].notes"),
                patched.Text("data.events[0].at")
            )
        );
        Assert.Equal("Status OPEN to IN_PROGRESS. On it", patched.Text("data.events[0].why"));
        Assert.Equal(("created", "csml"), (patched.Text("data.events[1].kind"), patched.Text("data.events[1].by")));
        Assert.Equal(patched.Body, (await app.GetAsync(Ctas("/" + id))).Is(200).Body);
        Assert.Equal(1, (await app.GetAsync(RunningApp.Portfolio("playbooks"))).At("data[0].timesUsed").GetInt32());
    }

    [Fact]
    public async Task A_change_to_what_is_no_longer_as_it_was_seen_is_refused()
    {
        await using var app = await RunningApp.StartAsync();
        var id = await MakeAsync(app, AtRisk);
        var seen = (await app.GetAsync(Ctas("/" + id))).Headers["ETag"];

        var first = (await PatchAsync(app, id, """{"ownerId":"kim"}""", ("If-Match", seen))).Is(200);
        (await PatchAsync(app, id, """{"ownerId":"jo"}""", ("If-Match", seen))).IsProblem(412, "PRECONDITION_FAILED");
        (await PatchAsync(app, id, """{"ownerId":"jo"}""", ("If-Match", $"W/{first.Headers["ETag"]}"))).IsProblem(
            412,
            "PRECONDITION_FAILED"
        );
        (await PatchAsync(app, id, """{"ownerId":"jo"}""", ("If-Match", "no tag"))).IsProblem(
            400,
            "INVALID_REQUEST",
            "If-Match"
        );

        Assert.NotEqual(seen, first.Headers["ETag"]);
        (await PatchAsync(app, id, """{"ownerId":"jo"}""", ("If-Match", $"\"x\", {first.Headers["ETag"]}"))).Is(200);
        (await PatchAsync(app, id, """{"ownerId":null}""", ("If-Match", "*"))).Is(200);
        var same = (await PatchAsync(app, id, """{"ownerId":null}""")).Is(200);
        // Nothing changed, so that there is nothing to tell.
        Assert.Equal(4, same.Items("data.events").Count);
    }

    [Fact]
    public async Task Of_fifty_that_change_what_they_saw_at_once_one_does()
    {
        await using var app = await RunningApp.StartAsync();
        var id = await MakeAsync(app, AtRisk);
        var seen = (await app.GetAsync(Ctas("/" + id))).Headers["ETag"];

        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 50)
                .Select(i => PatchAsync(app, id, $$"""{"ownerId":"csm-{{i}}"}""", ("If-Match", seen)))
        );

        Assert.Single(answers, a => a.Status == 200);
        Assert.Equal(49, answers.Count(a => a.Status == 412));
        // Without a condition each is made, one after another, and answers what it made itself.
        var made = await Task.WhenAll(
            Enumerable
                .Range(0, 50)
                .Select(i => PatchAsync(app, id, $$"""{"notes":"note {{i}}","ownerId":"csm-{{i}}"}"""))
        );
        Assert.Equal(52, (await app.GetAsync(Ctas("/" + id))).Items("data.events").Count);
        Assert.Equal(50, made.Select(answer => answer.Headers["ETag"]).Distinct().Count());
        foreach (var (answer, i) in made.Select((answer, i) => (answer, i)))
        {
            Assert.Equal(
                ($"note {i}", $"csm-{i}"),
                (answer.Is(200).Text("data.events[0].notes"), answer.Text("data.ownerId"))
            );
            Assert.Equal($"\"{answer.Items("data.events").Count}\"", answer.Headers["ETag"]);
        }
    }

    [Fact]
    public async Task A_CTA_is_closed_with_its_outcome_and_opened_again_while_none_has_followed()
    {
        await using var app = await RunningApp.StartAsync();
        var id = await MakeAsync(app, AtRisk);
        (await PatchAsync(app, id, """{"outcome":"POSITIVE"}""")).IsProblem(409, "CONFLICT");
        app.Clock.Advance(TimeSpan.FromDays(3));

        var done = (await PatchAsync(app, id, """{"status":"COMPLETED","outcome":"POSITIVE"}""")).Is(200);

        Assert.Equal("2026-03-07T09:30:00Z", done.Text("data.completedAt"));
        var stats = (await app.GetAsync(RunningApp.Portfolio("cta-stats"))).Is(200);
        Assert.Equal(
            (0, 1, 1, 3),
            (
                stats.At("data.openCount").GetInt32(),
                stats.At("data.completedCount").GetInt32(),
                stats.At("data.byOutcome.POSITIVE").GetInt32(),
                stats.Number("data.averageResolutionDays")
            )
        );
        (await GenerateAsync(app)).IsProblem(409, "CTA_NOT_CREATED");
        var again = (await PatchAsync(app, id, """{"status":"OPEN","reason":"Closed by mistake"}""")).Is(200);
        Assert.Equal(
            (JsonValueKind.Null, JsonValueKind.Null),
            (again.At("data.completedAt").ValueKind, again.At("data.outcome").ValueKind)
        );
        Assert.Equal("reopened", again.Text("data.events[0].kind"));
        (await PatchAsync(app, id, """{"status":"CANCELLED"}""")).Is(200);

        // The cooldown counts from when it was made, to the second.
        app.Clock.Advance(TimeSpan.FromDays(4) - TimeSpan.FromSeconds(1));
        (await GenerateAsync(app)).IsProblem(409, "CTA_NOT_CREATED");
        app.Clock.Advance(TimeSpan.FromSeconds(1));
        (await GenerateAsync(app)).Is(201);
        (await PatchAsync(app, id, """{"status":"OPEN"}""")).IsProblem(409, "CONFLICT");
        (await PatchAsync(app, id, """{"outcome":"NEUTRAL"}""")).Is(200);
    }

    [Fact]
    public async Task A_snoozed_CTA_keeps_its_place_and_wakes_by_itself()
    {
        await using var app = await RunningApp.StartAsync();
        var id = await MakeAsync(app, AtRisk);
        foreach (
            var (body, field) in ((string, string)[])
                [
                    ("""{"status":"SNOOZED"}""", "snoozeUntil"),
                    ("""{"snoozeUntil":"2026-03-04T09:30:00Z"}""", "snoozeUntil"),
                    ("""{"snoozeUntil":"2028-01-01"}""", "snoozeUntil"),
                    ("""{"status":"OPEN","snoozeUntil":"2026-03-20"}""", "snoozeUntil"),
                ]
        )
        {
            (await PatchAsync(app, id, body)).IsProblem(400, "INVALID_REQUEST", field);
        }

        var asleep = (
            await PatchAsync(
                app,
                id,
                """{"status":"SNOOZED","snoozeUntil":"2026-03-20T08:00:00Z","reason":"They are on holiday"}"""
            )
        ).Is(200);

        Assert.Equal(
            ("SNOOZED", "2026-03-20T08:00:00Z", "snoozed"),
            (asleep.Text("data.status"), asleep.Text("data.snoozeUntil"), asleep.Text("data.events[0].kind"))
        );
        Assert.EndsWith("They are on holiday", asleep.Text("data.events[0].why"), StringComparison.Ordinal);
        app.Clock.Advance(new DateTimeOffset(2026, 3, 20, 7, 59, 59, TimeSpan.Zero) - app.Clock.GetUtcNow());
        Assert.Equal("SNOOZED", (await app.GetAsync(Ctas("/" + id))).Text("data.status"));
        (await GenerateAsync(app)).IsProblem(409, "CTA_NOT_CREATED");
        app.Clock.Advance(TimeSpan.FromSeconds(1));
        var awake = (await app.GetAsync(Ctas("/" + id))).Is(200);
        Assert.Equal(("OPEN", "woken"), (awake.Text("data.status"), awake.Text("data.events[0].kind")));
        Assert.Equal([id], Ids(await app.GetAsync(Ctas("?status=OPEN&type=RISK&limit=1"))));
        // It is another by now than it was.
        (await PatchAsync(app, id, """{"notes":"x"}""", ("If-Match", asleep.Headers["ETag"]))).IsProblem(
            412,
            "PRECONDITION_FAILED"
        );
        var noted = (await PatchAsync(app, id, """{"notes":"x"}""", ("If-Match", awake.Headers["ETag"]))).Is(200);
        Assert.Equal(
            ["noted", "woken", "snoozed", "created"],
            noted.Items("data.events").Select(e => e.GetProperty("kind").GetString()!)
        );
    }

    [Fact]
    public async Task The_CRMs_own_CTA_is_shown_and_not_changed()
    {
        await using var app = await RunningApp.StartAsync();
        var id = await MakeAsync(app, AtRisk with { Ctas = [Told("crm/1", Some.Now)] });

        var told = (await app.GetAsync(Ctas("/crm%2F1")));
        (await app.GetAsync(Ctas("/none"))).IsProblem(404, "CTA_NOT_FOUND");
        (await PatchAsync(app, "none", """{"status":"OPEN"}""")).IsProblem(404, "CTA_NOT_FOUND");
        (
            await app.SendAsync(HttpMethod.Patch, RunningApp.Account("nobody", "ctas/" + id), "{\"status\":\"OPEN\"}")
        ).IsProblem(404, "ACCOUNT_NOT_FOUND");

        Assert.Equal(404, told.Status);
        await app.PutAsync(AtRisk with { Ctas = [Told("crm-1", Some.Now)] });
        told = (await app.GetAsync(Ctas("/crm-1"))).Is(200);
        JsonShape.Is(told.Data, Shapes.CtaDetail);
        Assert.False(told.Headers.ContainsKey("ETag"));
        (await PatchAsync(app, "crm-1", """{"status":"COMPLETED"}""")).IsProblem(409, "CONFLICT");
    }

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

        var closed = (await app.GetAsync(Ctas("/" + id))).Is(200);
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
        var before = (await app.GetAsync(Ctas("/" + id))).Is(200);
        Assert.Equal("HIGH", before.Text("data.priority"));
        (await PatchAsync(app, id, """{"snoozeUntil":"2026-04-01"}""")).Is(200);
        app.Service<Microsoft.Extensions.Options.IOptions<CsMl.Core.Predictions.PredictionOptions>>().Value.Risk = new()
        {
            Critical = 0.61,
        };
        app.Clock.Advance(TimeSpan.FromDays(1));

        await PredictAsync(app, atNight);

        var raised = (await app.GetAsync(Ctas("/" + id))).Is(200);
        Assert.Equal(
            ("CRITICAL", "OPEN", "raised"),
            (raised.Text("data.priority"), raised.Text("data.status"), raised.Text("data.events[0].kind"))
        );
        Assert.Equal("2026-03-06T09:30:00Z", raised.Text("data.dueDate"));
        Assert.Equal("2026-03-09T09:30:00Z", before.Text("data.dueDate"));
        await PredictAsync(app, atNight);
        Assert.Equal(raised.Body, (await app.GetAsync(Ctas("/" + id))).Body);
    }

    [Fact]
    public async Task A_tenant_has_switches_and_a_level_of_its_own()
    {
        await using var app = await RunningApp.StartAsync(
            ("Tenancy:Mode", "Header"),
            ("Ctas:Tenants:eager:AutoGenerateOnPredict", "true"),
            ("Ctas:Tenants:calm:MinCategory", "Critical"),
            ("Ctas:Tenants:calm:AutoGenerateNightly", "false"),
            ("Predictions:Risk:Critical", "0.999")
        );
        foreach (var tenant in (string[])["eager", "calm", "other"])
        {
            await app.PutAsync(AtRisk with { RenewalDate = null, Subscription = null }, tenant);
            var predicted = (await app.PredictAsync("123", "CHURN", "{}", ("X-Tenant-ID", tenant))).Is(200);
            Assert.Equal(
                tenant == "eager" ? JsonValueKind.String : JsonValueKind.Null,
                predicted.At("data.generatedCtaId").ValueKind
            );
        }

        var calm = await app.PostAsync(RunningApp.Account("123", "generate-cta"), null, ("X-Tenant-ID", "calm"));
        Assert.Contains(
            "from critical on",
            calm.IsProblem(409, "CTA_NOT_CREATED").Text("detail"),
            StringComparison.Ordinal
        );
        await app.NightAsync();
        foreach (var (tenant, made) in ((string, int)[])[("eager", 1), ("calm", 0), ("other", 1)])
        {
            var stats = await app.GetAsync(RunningApp.Portfolio("cta-stats"), ("X-Tenant-ID", tenant));
            Assert.Equal(made, stats.Is(200).At("data.totalGenerated").GetInt32());
        }
    }

    [Fact]
    public async Task Whoever_calls_owns_what_has_no_other_owner()
    {
        await using var app = await RunningApp.StartAsync();
        await app.PutAsync(AtRisk with { OwnerId = null });
        (await app.PredictAsync("123")).Is(200);
        (await app.PostAsync(RunningApp.Account("123", "generate-cta"), null, ("X-User-ID", "k m"))).IsProblem(
            400,
            "INVALID_REQUEST",
            "X-User-ID"
        );

        var made = await app.PostAsync(RunningApp.Account("123", "generate-cta"), null, ("X-User-ID", "kim"));

        Assert.Equal("kim", made.Is(201).Text("data.cta.ownerId"));
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

    /// <summary>Makes the account's CTA, and answers its id.</summary>
    private static async Task<string> MakeAsync(RunningApp app, AccountFacts facts)
    {
        await app.PutAsync(facts);
        (await app.PredictAsync("123")).Is(200);
        return (await GenerateAsync(app)).Is(201).Text("data.cta.id")!;
    }

    private static Task<HttpAnswer> GenerateAsync(RunningApp app) =>
        app.PostAsync(RunningApp.Account("123", "generate-cta"));

    private static Task<HttpAnswer> PatchAsync(
        RunningApp app,
        string id,
        string body,
        params (string Name, string Value)[] headers
    ) => app.SendAsync(HttpMethod.Patch, Ctas("/" + id), body, headers);

    private static AccountFacts Shifted(AccountFacts facts, int days) => facts.Shifted(TimeSpan.FromDays(days));

    private static string Ctas(string rest = "") => RunningApp.Account("123", "ctas" + rest);

    private static IEnumerable<string> Ids(HttpAnswer answer) =>
        answer.Is(200).Items("data").Select(cta => cta.GetProperty("id").GetString()!);

    private static Cta Told(string id, DateTimeOffset? at) =>
        new()
        {
            Id = id,
            AccountId = "",
            Type = CtaType.Activity,
            Priority = CtaPriority.Medium,
            Title = $"Invoice {id}",
            CreatedAt = at,
        };
}
