using System.Text;
using CsMl.Tests.Accounts.Import;
using CsMl.Tests.Portfolio;
using static CsMl.Tests.Http.ImportCalls;

namespace CsMl.Tests.Http;

/// <summary>Imports that are left running tell in their run what the answer of one that is waited for tells.</summary>
public sealed class LeftImportTests(LeftImportTests.Apps apps) : IClassFixture<LeftImportTests.Apps>
{
    private const string Known = "accountId,name\na1,One\na2,Two\n";

    private readonly RunningApp _app = apps.One;

    public static TheoryData<string, string, string> Files =>
        new()
        {
            {
                "lines",
                "",
                """{"accountId":"a1","name":"One"}""" + "\n{}\n" + """{"accountId":"a2","name":"B","helthScore":3}"""
            },
            { "a list", "", """[{"accountId":"a1","name":"One"},{"accountId":"a2","name":7}]""" },
            { "csv", "", "Account ID;Account Name;ARR;Industry\na1;One;84.000,50 €;IT\na2;Two;many;\n;Nobody;;\n" },
            {
                "with options",
                "&numbers=de&dates=mdy&map=Nr%3DaccountId&map=Notiz%3D-",
                "Nr;Firma;Umsatz;Verlängerung;Notiz\na1;A;84.000;03/04/2027;x\n"
            },
            {
                "activities",
                "&kind=activities",
                "Account ID,Date,Type\na1,2026-03-01,CALL\nnobody,2026-03-01,CALL\na2,never,CALL\n"
            },
            {
                "subscriptions",
                "&kind=subscriptions",
                "Account ID,Plan,Start Date\na1,Old,2024-01-01\na1,New,2026-01-01\na2,One,2025-05-31\n"
            },
            { "what is ambiguous", "", "accountId,name,annualRevenue\na1,A,84.000\na2,B,12.000\n" },
            { "a page", "", "<html><body>Sign in</body></html>" },
            { "nothing", "", "" },
        };

    [Theory]
    [MemberData(nameof(Files))]
    public async Task A_run_reports_what_a_waited_import_answers(string name, string query, string text) =>
        await IsSameAsync(name, query, Encoding.UTF8.GetBytes(text));

    [Theory]
    [MemberData(nameof(Files))]
    public async Task So_it_does_for_compressed_files(string name, string query, string text) =>
        await IsSameAsync(name, query, ImportRig.Gzip(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public async Task So_it_does_for_workbooks_and_files_that_are_damaged()
    {
        var book = Workbook.Of(["Account ID", "Account Name", "ARR"], ["a1", "One", "x"], ["a2", "Two", "7"]);
        var lines = string.Concat(
            Enumerable.Range(0, 20_000).Select(i => $$"""{"accountId":"a{{i % 3}}","name":"N{{i}}"}""" + "\n")
        );
        var cut = ImportRig.Gzip(Encoding.UTF8.GetBytes(lines));

        await IsSameAsync("a workbook", "", book);
        await IsSameAsync("half a workbook", "", book[..(book.Length / 2)]);
        await IsSameAsync("half of a gzip", "", cut[..(cut.Length / 2)]);
    }

    [Fact]
    public async Task What_is_refused_as_a_whole_ends_the_run_with_the_reason()
    {
        var run = await RunAsync("", "accountId,name,annualRevenue\nw1,A,84.000\nw2,B,12.000\n"u8.ToArray());

        Assert.Equal("completed_with_failures", run.Text("data.state"));
        Assert.Equal("*", run.Text("data.failures[0].accountId"));
        Assert.Contains("numbers", run.Text("data.failures[0].reason"), StringComparison.Ordinal);
        Assert.Equal((2, 0, 2), ReportOf(run));
        (await _app.ContextAsync("w1")).Is(404);
    }

    [Fact]
    public async Task What_holds_too_much_ends_the_run_and_keeps_the_rows_before()
    {
        var row = $"big-1,{new string('x', 500_000)}\n";
        var body = ImportRig.Gzip(Encoding.UTF8.GetBytes("accountId,name\nbig-0,Zero\n" + row));
        var started = await _app.Service<Core.Portfolio.StartImport>()
            .RunAsync(
                RunningApp.Tenant,
                new(new MemoryStream(body), MaxInflatedBytes: 400_000),
                new(),
                CancellationToken.None
            );

        var run = await _app.WhenAsync(RunCalls.Runs + "/" + started.RunId, RunningApp.IsOver);

        Assert.Equal("completed_with_failures", run.Text("data.state"));
        Assert.Contains("larger than 400000 bytes", run.Text("data.failures[0].reason"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_answer_says_where_the_run_is_told_of_and_the_list_tells_its_counts()
    {
        var accepted = (await _app.ImportAsync("?wait=false", Csv, Encoding.UTF8.GetBytes(Known + ",x\n"))).Is(202);
        var id = accepted.Text("runId")!;
        var url = accepted.Text("statusUrl")!;
        Assert.StartsWith("import-", id, StringComparison.Ordinal);
        Assert.EndsWith(url, accepted.Headers["Operation-Location"], StringComparison.Ordinal);

        var run = await _app.WhenOverAsync(accepted);
        var listed = (await _app.GetAsync(RunCalls.Runs + "?limit=100"))
            .Items("data")
            .Single(one => one.GetProperty("runId").GetString() == id);

        JsonShape.Is(run.Data, Shapes.ImportRun);
        JsonShape.Is(listed, Shapes.ImportRun);
        Assert.Equal((3, 2, 1), ReportOf(run));
        Assert.Equal((4, "accountId"), Places(run, "data.report.errors").Single());
        Assert.Equal(3, listed.GetProperty("report").GetProperty("received").GetInt32());
        Assert.Empty(listed.GetProperty("report").GetProperty("errors").EnumerateArray());
        Assert.Equal(1, listed.GetProperty("report").GetProperty("moreErrors").GetInt32());
        (await _app.PostAsync(url + "/retry")).IsProblem(409, "CONFLICT");
        (await _app.SendAsync(HttpMethod.Delete, url, null)).IsProblem(409, "CONFLICT");
    }

    [Fact]
    public async Task Who_asks_to_wait_waits()
    {
        Assert.Equal((2, 2, 0), Counts(await _app.ImportAsync("?wait=true", Csv, Encoding.UTF8.GetBytes(Known))));
        (await _app.ImportAsync("?wait=no", Csv, Encoding.UTF8.GetBytes(Known))).IsProblem(
            400,
            "INVALID_REQUEST",
            "wait"
        );
        (await _app.ImportAsync("?wait=false&kind=people", Csv, [])).IsProblem(400, "INVALID_REQUEST", "kind");
        (await _app.ImportAsync("?wait=false", "image/png", [])).IsProblem(415, "UNSUPPORTED_MEDIA_TYPE");
    }

    /// <summary>Imports a file both ways, each for a tenant of its own.</summary>
    private async Task IsSameAsync(string name, string query, byte[] file)
    {
        var waiting = await PrepareAsync();
        var leaving = await PrepareAsync();

        var waited = (await SendAsync(waiting, "?" + query, file)).Is(200);
        var accepted = (await SendAsync(leaving, "?wait=false" + query, file)).Is(202);
        var run = await apps.Tenants.WhenAsync(accepted.Text("statusUrl")!, RunningApp.IsOver, Header(leaving));

        Assert.True(waited.Body == run.At("data.report").GetRawText(), $"{name}: {waited.Body} {run.Body}");
        Assert.Equal(
            waited.At("failed").GetInt32() == 0 ? "completed" : "completed_with_failures",
            run.Text("data.state")
        );
        Assert.Equal(1, run.At("data.progress").GetInt32());
        foreach (var account in (string[])["a1", "a2"])
        {
            var context = RunningApp.Account(account, "context");
            Assert.Equal(
                (await apps.Tenants.GetAsync(context, Header(waiting))).Is(200).Body,
                (await apps.Tenants.GetAsync(context, Header(leaving))).Is(200).Body
            );
        }

        // The rows of a run that is over are deleted just behind its end.
        await WhenAsync(() => !apps.Tenants.Dump(withBodies: false).Any(LeftImport.IsOfFile));
    }

    private async Task<string> PrepareAsync()
    {
        var tenant = $"t{Guid.NewGuid():N}";
        (await SendAsync(tenant, "", Encoding.UTF8.GetBytes(Known))).Is(200);
        return tenant;
    }

    private async Task<HttpAnswer> SendAsync(string tenant, string query, byte[] file)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, RunningApp.Portfolio("import" + query))
        {
            Content = new ByteArrayContent(file),
            Headers = { { "X-Tenant-ID", tenant } },
        };
        return await apps.Tenants.SendAsync(request);
    }

    private static (string Name, string Value) Header(string tenant) => ("X-Tenant-ID", tenant);

    private static (int, int, int) ReportOf(HttpAnswer run) =>
        (
            run.At("data.report.received").GetInt32(),
            run.At("data.report.imported").GetInt32(),
            run.At("data.report.failed").GetInt32()
        );

    private async Task<HttpAnswer> RunAsync(string query, byte[] file) =>
        await _app.WhenOverAsync((await _app.ImportAsync("?wait=false" + query, null, file)).Is(202));

    /// <summary>An app of one tenant, and one of many.</summary>
    public sealed class Apps : IAsyncLifetime
    {
        internal RunningApp One { get; private set; } = null!;

        internal RunningApp Tenants { get; private set; } = null!;

        public async Task InitializeAsync()
        {
            One = await RunningApp.StartAsync();
            Tenants = await RunningApp.StartAsync(("Tenancy:Mode", "Header"));
        }

        public async Task DisposeAsync()
        {
            await One.DisposeAsync();
            await Tenants.DisposeAsync();
        }
    }
}
