using System.Text.Json;
using static CsMl.Tests.Http.CtaCalls;

namespace CsMl.Tests.Http;

public sealed class AccountCtasTests
{
    [Fact]
    public async Task A_list_has_the_apps_CTAs_and_the_CRMs_newest_first_in_pages()
    {
        await using var app = await RunningApp.StartAsync();
        var told = Enumerable.Range(0, 5).Select(i => Told($"crm-{i}", Some.DaysAgo(1 + i))).ToArray();
        var made = await MakeAsync(app, AtRisk with { Ctas = [.. told, Told("", null), Told("", null)] });

        var all = (await app.GetAsync(CtasOf())).Is(200);

        Assert.All(all.Items("data"), cta => JsonShape.Is(cta, Shapes.Cta));
        Assert.Equal([made, "crm-0", "crm-1", "crm-2", "crm-3", "crm-4", "", ""], Ids(all));
        Assert.Equal(
            [true, .. Enumerable.Repeat(false, 7)],
            all.Items("data").Select(c => c.GetProperty("isAutomated").GetBoolean())
        );
        Assert.All(all.Items("data"), c => Assert.Equal("123", c.GetProperty("accountId").GetString()));
        var paged = new List<string>();
        string? link = CtasOf("?limit=3");
        while (link is not null)
        {
            var page = (await app.GetAsync(link)).Is(200);
            Assert.InRange(page.Items("data").Count, 1, 3);
            paged.AddRange(Ids(page));
            link = page.Json.TryGetProperty("nextLink", out var next) ? next.GetString() : null;
        }

        Assert.Equal(Ids(all), paged);
        Assert.Empty(Ids(await app.GetAsync(CtasOf("?status=COMPLETED"))));
        Assert.Equal([made], Ids(await app.GetAsync(CtasOf("?type=RISK&limit=1"))));
        (await app.GetAsync(CtasOf("?status=done"))).IsProblem(400, "INVALID_REQUEST", "status");
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
        Assert.Equal(patched.Body, (await app.GetAsync(CtasOf("/" + id))).Is(200).Body);
        Assert.Equal(1, (await app.GetAsync(RunningApp.Portfolio("playbooks"))).At("data[0].timesUsed").GetInt32());
    }

    [Fact]
    public async Task The_CRMs_own_CTA_is_shown_and_not_changed()
    {
        await using var app = await RunningApp.StartAsync();
        var id = await MakeAsync(app, AtRisk with { Ctas = [Told("crm/1", Some.Now)] });

        var told = (await app.GetAsync(CtasOf("/crm%2F1")));
        (await app.GetAsync(CtasOf("/none"))).IsProblem(404, "CTA_NOT_FOUND");
        (await PatchAsync(app, "none", """{"status":"OPEN"}""")).IsProblem(404, "CTA_NOT_FOUND");
        (
            await app.SendAsync(HttpMethod.Patch, RunningApp.Account("nobody", "ctas/" + id), "{\"status\":\"OPEN\"}")
        ).IsProblem(404, "ACCOUNT_NOT_FOUND");

        Assert.Equal(404, told.Status);
        await app.PutAsync(AtRisk with { Ctas = [Told("crm-1", Some.Now)] });
        told = (await app.GetAsync(CtasOf("/crm-1"))).Is(200);
        JsonShape.Is(told.Data, Shapes.CtaDetail);
        // It has no version of its own, so that its tag is that of its bytes.
        Assert.Equal(34, told.Headers["ETag"].Length);
        (await PatchAsync(app, "crm-1", """{"status":"COMPLETED"}""")).IsProblem(409, "CONFLICT");
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
}
