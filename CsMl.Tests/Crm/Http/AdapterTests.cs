using CsMl.Core.Accounts;
using CsMl.Core.Crm;
using CsMl.Core.Crm.Calls;
using CsMl.Core.Crm.Http;
using CsMl.Tests.Crm.Platform;
using CsMl.Tests.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace CsMl.Tests.Crm.Http;

/// <summary>The contract of docs/CRM.md, from the app's side.</summary>
public sealed class AdapterTests : IAsyncLifetime, IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;

    private readonly Dictionary<string, (int Status, string Body)> _answers = [];
    private readonly List<string> _requests = [];
    private readonly TemporaryStore _store = new();
    private WebApplication _app = null!;
    private CrmConnection _connection = null!;
    private AdapterAccounts _source = null!;

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore();
        _app = builder.Build();
        _app.Urls.Add("http://127.0.0.1:0");
        _app.Run(async context =>
        {
            var request = context.Request;
            var path = $"{request.Path}{request.QueryString}";
            _requests.Add($"{path} {request.Headers.Authorization} {request.Headers["X-Tenant-ID"]}");
            var (status, body) = _answers.GetValueOrDefault(path, (404, "{}"));
            context.Response.StatusCode = status;
            await context.Response.WriteAsync(body);
        });
        await _app.StartAsync();
        var options = Options.Create(
            new CrmOptions
            {
                Kind = CrmKind.Http,
                Endpoint = new Uri(_app.Urls.First() + "/crm"),
                Token = "key",
                TenantId = "acme",
                Retries = 0,
            }
        );
        var time = new ImpatientTime();
        _connection = new CrmConnection(options, time, NullLogger<CrmConnection>.Instance);
        var index = new AccountIndex(_store.Tables, time);
        _source = new AdapterAccounts(new AdapterClient(_connection, options), index, options);
    }

    public async Task DisposeAsync() => await _app.DisposeAsync();

    public void Dispose()
    {
        _connection.Dispose();
        _store.Dispose();
    }

    [Fact]
    public async Task Pages_are_read_by_the_adapters_own_cursor_with_the_key_and_the_tenant()
    {
        _answers["/crm/accounts"] = (
            200,
            """{"accounts":[{"accountId":"a","name":"A"}],"cursor":"x y","hasMore":true}"""
        );
        _answers["/crm/accounts?cursor=x%20y"] = (
            200,
            """{"accounts":[],"removed":["b"],"cursor":"z","hasMore":false}"""
        );

        var first = await ListAsync(null);
        var second = await ListAsync(first.Cursor);

        Assert.Equal(("a", true), (Assert.Single(first.Changed).AccountId, first.HasMore));
        Assert.Equal(("b", false), (Assert.Single(second.Removed), second.HasMore));
        Assert.All(_requests, request => Assert.EndsWith(" Bearer key acme", request, StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_account_with_a_mistake_is_named_and_asked_for_again_at_the_end_of_each_sync()
    {
        const string Broken = """{"accountId":"b","name":"B","healthScore":"many"}""";
        _answers["/crm/accounts"] = (
            200,
            $$"""{"accounts":[{"accountId":"a","name":"A"},{{Broken}}],"cursor":"1","hasMore":true}"""
        );
        _answers["/crm/accounts?cursor=1"] = (200, """{"accounts":[],"cursor":"1","hasMore":false}""");
        _answers["/crm/accounts/b/context"] = (200, Broken);

        var first = await ListAsync(null);
        var second = await ListAsync(first.Cursor);
        _answers["/crm/accounts/b/context"] = (200, """{"accountId":"b","name":"B","healthScore":60}""");
        var third = await ListAsync(second.Cursor);
        var fourth = await ListAsync(third.Cursor);

        var failure = Assert.Single(first.Failed);
        Assert.Equal("b", failure.AccountId);
        Assert.StartsWith("The CRM's facts cannot be read: healthScore: ", failure.Reason, StringComparison.Ordinal);
        Assert.Equal("b", Assert.Single(second.Failed).AccountId);
        Assert.Equal(60, Assert.Single(third.Changed).HealthScore);
        Assert.True(fourth.IsEmpty);
    }

    [Fact]
    public async Task An_account_that_a_page_has_as_changed_and_as_removed_is_asked_for_by_its_own_address()
    {
        _answers["/crm/accounts"] = (
            200,
            """{"accounts":[{"accountId":"a","name":"A"},{"accountId":"b","name":"B"}],"removed":["a","b"],"cursor":"1"}"""
        );
        _answers["/crm/accounts/a/context"] = (200, """{"accountId":"a","name":"Back again"}""");

        var page = await ListAsync(null);

        Assert.Equal("Back again", Assert.Single(page.Changed).Name);
        Assert.Equal("b", Assert.Single(page.Removed));
    }

    [Fact]
    public async Task A_cursor_that_the_adapter_has_forgotten_begins_anew()
    {
        _answers["/crm/accounts"] = (
            200,
            """{"accounts":[{"accountId":"a","name":"A"}],"cursor":"1","hasMore":false}"""
        );
        var old = await ListAsync(null);
        _answers["/crm/accounts?cursor=1"] = (410, "");

        var forgotten = await ListAsync(old.Cursor);
        var anew = await ListAsync(forgotten.Cursor);

        Assert.Equal((true, true), (forgotten.IsEmpty, forgotten.HasMore));
        Assert.Single(anew.Changed);
    }

    [Theory]
    [InlineData(401, "", "The CRM refused the key: it answered 401. Check Crm:Token.")]
    [InlineData(500, "", "The CRM answered 500 to GET accounts.")]
    [InlineData(410, "", "The CRM answered 410 to GET accounts without a cursor.")]
    [InlineData(200, "<html>", "The CRM's answer to GET accounts is not in its documented shape at $.")]
    [InlineData(200, "{}", "The CRM's answer to GET accounts is not in its documented shape at $.")]
    [InlineData(302, "", "The CRM answered 302 to GET accounts.")]
    public async Task What_an_adapter_answers_wrongly_is_said(int status, string body, string message)
    {
        _answers["/crm/accounts"] = (status, body);

        var failed = await Assert.ThrowsAsync<CrmException>(() => ListAsync(null));

        Assert.Equal(message, failed.Message);
    }

    [Fact]
    public async Task One_account_is_read_by_its_own_address()
    {
        _answers["/crm/accounts/a%3A1/context"] = (200, """{"accountId":"a:1","name":"A"}""");
        _answers["/crm/accounts/a:1/context"] = (200, """{"accountId":"a:1","name":"A"}""");

        Assert.Equal("A", (await FindAsync("a:1"))!.Name);
        Assert.Null(await FindAsync("b"));
    }

    private Task<AccountPage> ListAsync(string? cursor) => _source.ListChangedAsync("default", cursor, None);

    private Task<AccountFacts?> FindAsync(string id) => _source.FindAsync(new AccountKey("default", id), None);
}
