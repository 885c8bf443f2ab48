using System.Text;
using CsMl.Local.Sample;

namespace CsMl.Tests.Http;

/// <summary>An import over HTTP is not mixed with the made-up sample portfolio unasked.</summary>
public sealed class SampleImportTests
{
    private const string Accounts = "Account ID,Account Name\nreal,Acme\n";

    [Theory]
    [InlineData("")]
    [InlineData("?wait=false")]
    [InlineData("?kind=activities")]
    [InlineData("?withSample=false")]
    public async Task A_store_with_the_sample_refuses_it_and_says_what_to_do(string query)
    {
        await using var app = await StartAsync();
        await app.PutAsync(SamplePortfolio.Make(Some.Now)[0]);

        var answer = await ImportAsync(app, query);

        answer.Is(409);
        Assert.Contains("--no-sample", answer.Text("detail"), StringComparison.Ordinal);
        Assert.Contains("withSample=true", answer.Text("detail"), StringComparison.Ordinal);
        (await app.ContextAsync("real")).Is(404);
        Assert.Empty((await app.GetAsync(RunningApp.Portfolio("runs"))).Items("data"));
    }

    [Fact]
    public async Task It_comes_in_where_it_is_asked_for()
    {
        await using var app = await StartAsync();
        await app.PutAsync(SamplePortfolio.Make(Some.Now)[0]);

        (await ImportAsync(app, "?withSample=true")).Is(200);
        (await app.ContextAsync("real")).Is(200);
    }

    [Fact]
    public async Task A_store_without_the_sample_takes_it()
    {
        await using var app = await StartAsync();
        await app.PutAsync(SamplePortfolio.Make(Some.Now)[0] with { Name = "A customer of ours with this number" });

        (await ImportAsync(app, "")).Is(200);
    }

    [Fact]
    public async Task Reports_name_parameters_and_no_options()
    {
        await using var app = await StartAsync();

        var answer = await app.ImportAsync(
            "",
            ImportCalls.Csv,
            Encoding.UTF8.GetBytes("Account ID,Account Name,ARR\n1,A,84.000\n")
        );

        Assert.Contains("numbers=en or numbers=de", answer.Text("errors[0].message"), StringComparison.Ordinal);
        Assert.DoesNotContain("--", answer.Body, StringComparison.Ordinal);
    }

    private static Task<RunningApp> StartAsync() => RunningApp.StartWithAsync(SampleImports.Refuse);

    private static Task<HttpAnswer> ImportAsync(RunningApp app, string query) =>
        app.ImportAsync(query, ImportCalls.Csv, Encoding.UTF8.GetBytes(Accounts));
}
