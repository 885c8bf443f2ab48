using CsMl.Core.Accounts;
using CsMl.Core.Crm;
using CsMl.Core.Requests;
using CsMl.Core.Storage;
using CsMl.Tests.Ctas;
using static CsMl.Tests.Http.CtaCalls;

namespace CsMl.Tests.Http;

/// <summary>CTAs over all accounts, as they are listed.</summary>
public sealed class PortfolioCtasTests
{
    private static readonly string List = RunningApp.Portfolio("ctas");

    [Fact]
    public async Task Open_ones_come_by_due_date_and_as_they_are_looked_at_alone()
    {
        await using var app = await StartAsync(30);

        var all = (await app.GetAsync(List + "?limit=100")).Is(200);

        Assert.Equal(30, all.Items("data").Count);
        var dates = all.Items("data").Select(cta => cta.GetProperty("dueDate").GetString()!).ToList();
        Assert.Equal(dates.Order(StringComparer.Ordinal), dates);
        Assert.True(dates.Distinct().Count() > 3, string.Join(' ', dates));
        foreach (var cta in all.Items("data"))
        {
            JsonShape.Is(cta, Shapes.Cta);
            var ofAccount = await app.GetAsync(
                RunningApp.Account(cta.GetProperty("accountId").GetString()!, "ctas?limit=1")
            );
            Assert.Equal(cta.GetRawText(), ofAccount.At("data[0]").GetRawText());
        }

        Assert.Equal(20, (await app.GetAsync(List)).Items("data").Count);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(30)]
    public async Task Its_pages_join_without_a_gap_or_a_repeat(int limit)
    {
        await using var app = await StartAsync(30);
        var all = Ids(await app.GetAsync(List + "?limit=100")).ToList();

        Assert.Equal(all, await PagesAsync(app, $"{List}?limit={limit}"));

        var ofJo = await PagesAsync(app, $"{List}?limit={limit}&ownerId=jo");
        Assert.Equal(10, ofJo.Count);
        Assert.Equal(all.Where(ofJo.Contains), ofJo);
    }

    [Fact]
    public async Task Filters_are_of_owner_status_type_and_due_date()
    {
        await using var app = await StartAsync(6);
        var all = (await app.GetAsync(List)).Is(200).Items("data");
        var last = all[^1].GetProperty("dueDate").GetString()!;
        var before = all.Where(cta => cta.GetProperty("dueDate").GetString() != last)
            .Select(cta => cta.GetProperty("id").GetString()!);

        Assert.Equal(before, Ids(await app.GetAsync($"{List}?dueBefore={last}")));
        Assert.Empty(Ids(await app.GetAsync(List + "?dueBefore=2026-03-04")));
        Assert.Empty(Ids(await app.GetAsync(List + "?ownerId=nobody")));
        Assert.Equal(2, Ids(await app.GetAsync(List + "?ownerId=jo&type=RISK&status=OPEN")).Count());
        Assert.Empty(Ids(await app.GetAsync(List + "?type=OPPORTUNITY")));
        Assert.Empty(Ids(await app.GetAsync(List + "?status=IN_PROGRESS")));
    }

    [Fact]
    public async Task Closed_ones_are_listed_by_their_status_last_changed_first()
    {
        await using var app = await StartAsync(5);
        var open = (await app.GetAsync(List)).Is(200).Items("data").ToList();
        foreach (var (cta, status) in open.Zip((string[])["COMPLETED", "CANCELLED", "COMPLETED", "COMPLETED"]))
        {
            app.Clock.Advance(TimeSpan.FromHours(1));
            await PatchAsync(app, cta, $$"""{"status":"{{status}}"}""");
        }

        var ids = open.Select(cta => cta.GetProperty("id").GetString()!).ToList();
        Assert.Equal([ids[3], ids[2], ids[0]], Ids(await app.GetAsync(List + "?status=COMPLETED")));
        Assert.Equal([ids[3], ids[2], ids[0]], await PagesAsync(app, List + "?status=COMPLETED&limit=1"));
        Assert.Equal([ids[1]], Ids(await app.GetAsync(List + "?status=CANCELLED")));
        Assert.Equal([ids[4]], Ids(await app.GetAsync(List)));

        app.Clock.Advance(TimeSpan.FromHours(1));
        await PatchAsync(app, open[0], """{"notes":"Well done"}""");
        await PatchAsync(app, open[2], """{"status":"OPEN"}""");
        Assert.Equal([ids[0], ids[3]], Ids(await app.GetAsync(List + "?status=COMPLETED")));
        Assert.Equal([ids[2], ids[4]], Ids(await app.GetAsync(List)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_snooze_that_has_ended_is_open_without_a_write()
    {
        await using var app = await StartAsync(2);
        var cta = (await app.GetAsync(List)).Items("data")[0];
        await PatchAsync(app, cta, """{"snoozeUntil":"2026-03-06T08:00:00Z"}""");

        Assert.Single(Ids(await app.GetAsync(List + "?status=SNOOZED")));
        app.Clock.Advance(TimeSpan.FromDays(2));
        Assert.Empty(Ids(await app.GetAsync(List + "?status=SNOOZED")));
        Assert.Equal(2, Ids(await app.GetAsync(List + "?status=OPEN")).Count());
    }

    [Theory]
    [InlineData("?ownrId=kim", "ownrId", "ownerId")]
    [InlineData("?dueBefor=2026-03-04", "dueBefor", "dueBefore")]
    [InlineData("?Statuss=OPEN", "Statuss", "status")]
    public async Task An_unknown_parameter_is_refused_with_the_nearest_name(string query, string name, string nearest)
    {
        await using var app = await RunningApp.StartAsync();

        var answer = (await app.GetAsync(List + query)).IsProblem(400, "INVALID_REQUEST", name);

        Assert.Contains($"did you mean {nearest}?", answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cursor_of_the_open_ones_is_no_place_among_the_closed()
    {
        await using var app = await StartAsync(3);
        var next = (await app.GetAsync(List + "?limit=1")).Text("nextLink")!;

        (await app.GetAsync(next + "&status=CANCELLED")).IsProblem(400, "INVALID_REQUEST", "cursor");
        (await app.GetAsync(next + "&status=OPEN")).Is(200);
    }

    [Fact]
    public async Task A_page_whose_filter_passes_over_much_ends_early_and_the_next_goes_on()
    {
        await using var app = await RunningApp.StartAsync();
        var (results, made) = (app.Service<Tables>().Results, ListPortfolioCtas.MostLooks + 5);
        foreach (var some in Enumerable.Range(0, made).Chunk(30))
        {
            // All in one account, so that a few transactions write them; the last is somebody else's.
            var changes = some.SelectMany(i =>
                CtaRows.Write(
                    new Core.Ctas.CtaRecord(
                        Told($"c{i}", Some.Now) with
                        {
                            AccountId = "123",
                            DueDate = Some.Now.AddMinutes(i),
                            OwnerId = i == made - 1 ? "jo" : "kim",
                        },
                        [],
                        1
                    ),
                    before: null
                )
            );
            var partition = Bucket.Partition(new AccountKey(RunningApp.Tenant, "123"));
            Assert.True((await results.WriteAsync(partition, [.. changes], default)).Succeeded);
        }

        var first = (await app.GetAsync(List + "?ownerId=jo")).Is(200);

        Assert.Empty(first.Items("data"));
        var second = (await app.GetAsync(first.Text("nextLink")!)).Is(200);
        Assert.Equal([$"c{made - 1}"], Ids(second));
        Assert.False(second.Json.TryGetProperty("nextLink", out _));
    }

    [Fact]
    public async Task An_account_that_is_gone_has_no_open_one()
    {
        await using var app = await StartAsync(3);
        var gone = (await app.GetAsync(List)).Text("data[0].accountId")!;

        await app.Service<RemoveAccount>().RunAsync(new AccountKey(RunningApp.Tenant, gone), default);
        await app.Service<RemoveAccount>().RunAsync(new AccountKey(RunningApp.Tenant, gone), default);

        Assert.DoesNotContain(
            gone,
            (await app.GetAsync(List)).Items("data").Select(cta => cta.GetProperty("accountId").GetString())
        );
        var closed = (await app.GetAsync(List + "?status=CANCELLED")).Is(200);
        Assert.Equal(gone, Assert.Single(closed.Items("data")).GetProperty("accountId").GetString());
        Assert.Equal(3, await CtasInStore.AreWholeAsync(app.Service<Tables>(), RunningApp.Tenant));
    }

    /// <summary>An app with an open CTA for each of so many accounts; every third is jo's, the others are kim's.</summary>
    internal static async Task<RunningApp> StartAsync(int accounts, Func<Tables, Tables>? over = null)
    {
        var app = await RunningApp.StartAsync(over ?? (tables => tables));
        for (var i = 0; i < accounts; i++)
        {
            var id = $"a{i}";
            await app.PutAsync(AtRisk with { AccountId = id, OwnerId = i % 3 == 0 ? "jo" : "kim" });
            (await app.PredictAsync(id)).Is(200);
            (await app.PostAsync(RunningApp.Account(id, "generate-cta"))).Is(201);
            app.Clock.Advance(TimeSpan.FromHours(5));
        }

        return app;
    }

    private static async Task<List<string>> PagesAsync(RunningApp app, string? link)
    {
        var ids = new List<string>();
        while (link is not null)
        {
            var page = (await app.GetAsync(link)).Is(200);
            ids.AddRange(Ids(page));
            link = page.Json.TryGetProperty("nextLink", out var next) ? next.GetString() : null;
        }

        return ids;
    }

    private static async Task PatchAsync(RunningApp app, System.Text.Json.JsonElement cta, string body)
    {
        var (account, id) = (cta.GetProperty("accountId").GetString()!, cta.GetProperty("id").GetString());
        (await app.SendAsync(HttpMethod.Patch, RunningApp.Account(account, "ctas/" + id), body)).Is(200);
    }
}
