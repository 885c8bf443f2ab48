using CsMl.Core.Consistency;
using CsMl.Functions.Dashboard;
using CsMl.Tests.Http;

namespace CsMl.Tests.Dashboard;

/// <summary>Accounts are found by id, and by the beginnings of words of their names.</summary>
public sealed class SearchTests
{
    [Theory]
    [InlineData("zurich", "a")]
    [InlineData("ZÜR", "a")]
    [InlineData("vers", "b a")]
    [InlineData("versicherung zur", "a")]
    [InlineData("zur vers", "a")]
    [InlineData("erung", "")]
    [InlineData("nord bank", "")]
    [InlineData("c", "c")]
    [InlineData("!!", "")]
    public async Task By_the_beginning_of_any_word_whatever_its_case_and_accents(string asked, string found)
    {
        await using var app = await StartAsync();

        var answer = await app.GetAsync($"{PagePath.Find}?q={Uri.EscapeDataString(asked)}");

        var ids = found.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (ids is [var one])
        {
            Assert.Equal((303, PagePath.Account(one)), (answer.Status, answer.Headers["Location"]));
            return;
        }

        PagesTests.AssertPage(answer.Is(200));
        Assert.Equal(ids.Select(PagePath.Account), Links(answer));
    }

    [Fact]
    public async Task A_new_name_replaces_the_old_one_and_a_removed_account_is_not_found()
    {
        await using var app = await StartAsync();
        await app.PutAsync(Some.Account("a") with { Name = "Helvetia Zürich" });

        Assert.Empty(Links(await FindAsync(app, "versicherung zur")));
        Assert.Equal(PagePath.Account("a"), (await FindAsync(app, "helv")).Headers["Location"]);

        (await app.SendAsync(HttpMethod.Delete, RunningApp.Account("a", "").TrimEnd('/'), null)).Is(200);
        Assert.Empty(Links(await FindAsync(app, "helv")));
        Assert.DoesNotContain(app.Dump(), row => row.Contains("helvetia", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Without_a_word_all_accounts_at_high_risk_are_listed_page_by_page()
    {
        await using var app = await RunningApp.StartAsync(
            ("Predictions:Risk:High", "0.1"),
            ("Predictions:Risk:Medium", "0.05")
        );
        await app.PutSampleAsync();
        await app.NightAsync();
        var browser = new Browser(app);

        var (listed, next) = (new List<string>(), (string?)PagePath.Find);
        while (next is not null)
        {
            var page = (await browser.GetAsync(next)).Is(200);
            PagesTests.AssertPage(page);
            listed.AddRange(Links(page));
            next = (string?)
                Browser
                    .Parse(page)
                    .Descendants("p")
                    .SingleOrDefault(p => (string?)p.Attribute("class") == "more")
                    ?.Element("a")
                    ?.Attribute("href");
        }

        var rows = await ScoredPortfolio.PagesAsync(app, "?minProbability=0.1&limit=100");
        Assert.True(rows.Count > 50, $"{rows.Count}");
        Assert.Equal(rows.Select(row => PagePath.Account(ScoredPortfolio.Id(row))), listed);
    }

    [Fact]
    public async Task No_account_of_another_tenant_is_found()
    {
        await using var app = await RunningApp.StartAsync(("Tenancy:Mode", "Header"));
        await app.PutAsync(Some.Account("a") with { Name = "Acme" }, "one");

        Assert.Empty(Links((await app.GetAsync($"{PagePath.Find}?q=acme", ("X-Tenant-ID", "two"))).Is(200)));
        (await app.GetAsync($"{PagePath.Find}?q=acme", ("X-Tenant-ID", "one"))).Is(303);
    }

    [Fact]
    public async Task Of_many_twenty_are_shown_and_that_there_are_more_is_said()
    {
        await using var app = await RunningApp.StartAsync();
        var many = Enumerable.Range(0, 300).Select(i => Some.Account($"id-{i}") with { Name = $"Acme {i:D3}" });
        Assert.Empty(await app.Index.PutManyAsync(RunningApp.Tenant, [.. many], CancellationToken.None));

        var page = await FindAsync(app, "acme");

        Assert.Equal(20, Links(page).Count());
        Assert.Contains(Texts.Search.More, page.Body, StringComparison.Ordinal);
        Assert.Equal(PagePath.Account("id-123"), (await FindAsync(app, "123 acme")).Headers["Location"]);
    }

    [Fact]
    public async Task The_doctor_finds_no_contradiction_in_names_and_mends_what_is_lost()
    {
        await using var app = await StartAsync();
        var names = new CheckNames(app.Service<Core.Storage.Tables>().Accounts);
        var partition = Core.Storage.Bucket.Partition(new(RunningApp.Tenant, "a"));
        Assert.Empty(await names.RunAsync(partition, CancellationToken.None).ToListAsync());
        Core.Storage.EntityChange[] damage =
        [
            Core.Storage.EntityChange.Delete("!zurich~a"),
            Core.Storage.EntityChange.Insert("!ghost~zz", "{}"u8.ToArray()),
        ];
        var accounts = app.Service<Core.Storage.Tables>().Accounts;
        await accounts.WriteAsync(partition, damage, CancellationToken.None);

        var found = await names.RunAsync(partition, CancellationToken.None).ToListAsync();
        Assert.Equal(2, found.Count);
        await accounts.WriteAsync(partition, [.. found.Select(one => one.Repair!)], CancellationToken.None);

        Assert.Empty(await names.RunAsync(partition, CancellationToken.None).ToListAsync());
        Assert.Equal(PagePath.Account("a"), (await FindAsync(app, "zurich")).Headers["Location"]);
    }

    private static async Task<RunningApp> StartAsync()
    {
        var app = await RunningApp.StartAsync();
        await app.PutAsync(Some.Account("a") with { Name = "Versicherung Zürich AG" });
        await app.PutAsync(Some.Account("b") with { Name = "Nord-Versand GmbH" });
        await app.PutAsync(Some.Account("c") with { Name = "Bank of Elsewhere" });
        return app;
    }

    private static Task<HttpAnswer> FindAsync(RunningApp app, string asked) =>
        new Browser(app).GetAsync($"{PagePath.Find}?q={Uri.EscapeDataString(asked)}");

    private static IEnumerable<string> Links(HttpAnswer answer) =>
        Browser
            .Parse(answer.Is(200))
            .Descendants("td")
            .Select(td => td.Parent!)
            .Distinct()
            .Select(row => (string)row.Descendants("a").Single().Attribute("href")!);
}
