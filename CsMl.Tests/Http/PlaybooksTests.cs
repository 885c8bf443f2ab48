namespace CsMl.Tests.Http;

public sealed class PlaybooksTests
{
    private static readonly string All = RunningApp.Portfolio("playbooks");

    [Fact]
    public async Task A_playbook_is_made_shown_changed_and_deleted()
    {
        await using var app = await RunningApp.StartAsync();

        var made = (
            await app.PostAsync(
                All,
                """{"name":" Save it ","ctaType":"RISK","tasks":[{"title":"Call","daysFromStart":1,"assignToOwner":true}]}"""
            )
        ).Is(201);

        JsonShape.Is(made.Data, Shapes.Playbook);
        JsonShape.All(made.At("data.tasks"), Shapes.PlaybookTask);
        var (one, tag) = ($"{All}/{made.Text("data.id")}", made.Headers["ETag"]);
        Assert.Equal(("Save it", "ACTIVE"), (made.Text("data.name"), made.Text("data.status")));
        Assert.Equal(made.Body, (await app.GetAsync(one)).Is(200).Body);
        Assert.Equal(tag, (await app.GetAsync(one)).Headers["ETag"]);
        app.Clock.Advance(TimeSpan.FromHours(1));
        var changed = (await app.PutAsync(one, """{"name":"Save it soon","status":"DRAFT"}""", ("If-Match", tag))).Is(
            200
        );
        Assert.Equal(
            (made.Text("data.id"), "Save it soon", "DRAFT", 0),
            (
                changed.Text("data.id"),
                changed.Text("data.name"),
                changed.Text("data.status"),
                changed.Items("data.tasks").Count
            )
        );
        Assert.Equal(
            (made.Text("data.createdAt"), "2026-03-04T10:30:00Z"),
            (changed.Text("data.createdAt"), changed.Text("data.updatedAt"))
        );
        (await app.PutAsync(one, """{"name":"x"}""", ("If-Match", tag))).IsProblem(412, "PRECONDITION_FAILED");
        (await app.SendAsync(HttpMethod.Delete, one, null, ("If-Match", tag))).IsProblem(412, "PRECONDITION_FAILED");
        Assert.Single((await app.GetAsync(All + "?status=DRAFT")).Is(200).Items("data"));
        Assert.Empty((await app.GetAsync(All + "?ctaType=RISK")).Is(200).Items("data"));

        (await app.SendAsync(HttpMethod.Delete, one, null, ("If-Match", changed.Headers["ETag"]))).Is(200);

        (await app.GetAsync(one)).IsProblem(404, "PLAYBOOK_NOT_FOUND");
        (await app.PutAsync(one, """{"name":"x"}""")).IsProblem(404, "PLAYBOOK_NOT_FOUND");
        (await app.SendAsync(HttpMethod.Delete, one, null)).IsProblem(404, "PLAYBOOK_NOT_FOUND");
        Assert.Equal("""{"data":[]}""", (await app.GetAsync(All)).Body);
    }

    [Fact]
    public async Task The_exact_type_comes_first_then_what_is_used_most()
    {
        await using var app = await RunningApp.StartAsync();
        var general = await AddAsync("""{"name":"For all"}""");
        var first = await AddAsync("""{"name":"Risk A","ctaType":"RISK"}""");
        var second = await AddAsync("""{"name":"Risk B","ctaType":"RISK"}""");
        await AddAsync("""{"name":"Risk draft","ctaType":"RISK","status":"DRAFT"}""");
        await AddAsync("""{"name":"Other","ctaType":"OPPORTUNITY"}""");

        Assert.Equal(first, await UseAsync("a"));
        await DraftAsync(first, "Risk A");
        Assert.Equal(second, await UseAsync("b"));
        Assert.Equal(second, await UseAsync("c"));
        // Back again it has been used less.
        (await app.PutAsync($"{All}/{first}", """{"name":"Risk A","ctaType":"RISK"}""")).Is(200);
        Assert.Equal(second, await UseAsync("d"));
        await DraftAsync(first, "Risk A");
        await DraftAsync(second, "Risk B");
        Assert.Equal(general, await UseAsync("e"));

        async Task<string> AddAsync(string body)
        {
            app.Clock.Advance(TimeSpan.FromSeconds(1));
            return (await app.PostAsync(All, body)).Is(201).Text("data.id")!;
        }

        async Task DraftAsync(string id, string name) =>
            (await app.PutAsync($"{All}/{id}", $$"""{"name":"{{name}}","ctaType":"RISK","status":"DRAFT"}""")).Is(200);

        async Task<string> UseAsync(string account)
        {
            var atRisk = Local.Sample.SamplePortfolio.Make(Some.Now).First(a => a.AccountId == "123");
            await app.PutAsync(atRisk with { AccountId = account });
            (await app.PredictAsync(account)).Is(200);
            var cta = await app.PostAsync(RunningApp.Account(account, "generate-cta"));
            return cta.Is(201).Text("data.cta.playbookId")!;
        }
    }

    [Fact]
    public async Task There_are_two_hundred_at_most_of_each_tenant()
    {
        await using var app = await RunningApp.StartAsync(("Tenancy:Mode", "Header"));
        for (var i = 0; i < 200; i++)
        {
            (await app.PostAsync(All, """{"name":"x"}""", ("X-Tenant-ID", "a"))).Is(201);
        }

        (await app.PostAsync(All, """{"name":"x"}""", ("X-Tenant-ID", "a"))).IsProblem(409, "CONFLICT");
        var other = (await app.PostAsync(All, """{"name":"x"}""", ("X-Tenant-ID", "b"))).Is(201);
        (await app.GetAsync($"{All}/{other.Text("data.id")}", ("X-Tenant-ID", "a"))).IsProblem(
            404,
            "PLAYBOOK_NOT_FOUND"
        );
        Assert.Single((await app.GetAsync(All, ("X-Tenant-ID", "b"))).Items("data"));
    }
}
