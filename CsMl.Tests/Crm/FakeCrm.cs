using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsMl.Core.Accounts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace CsMl.Tests.Crm;

/// <summary>
/// A CRM of one tenant on a free port of this machine. It answers <c>GET accounts/{id}/context</c>, lists changes by
/// <c>GET accounts?cursor=</c> a few at a time, and takes CTAs by <c>POST</c>, <c>PUT</c> and <c>DELETE ctas</c>.
/// </summary>
public sealed class FakeCrm : IAsyncDisposable
{
    /// <summary>So few that a sync takes several pages.</summary>
    private const int PageAccounts = 7;

    private readonly Lock _gate = new();
    private readonly List<(string Id, AccountFacts? Facts)> _changes = [];
    private readonly WebApplication _app;

    private FakeCrm()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore();
        _app = builder.Build();
        _app.Run(AnswerAsync);
    }

    public Uri Address { get; private set; } = null!;

    /// <summary>Whether it answers 500 to everything.</summary>
    public bool IsDown { get; set; }

    /// <summary>Whether it answers 500 to every CTA.</summary>
    public bool RefusesCtas { get; set; }

    /// <summary>Method and path with query of every request.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    /// <summary>The bodies of the CTAs that it has, by idempotency key.</summary>
    public ConcurrentDictionary<string, string> Ctas { get; } = new(StringComparer.Ordinal);

    public static async Task<FakeCrm> StartAsync()
    {
        var crm = new FakeCrm();
        crm._app.Urls.Add("http://127.0.0.1:0");
        await crm._app.StartAsync();
        crm.Address = new Uri(crm._app.Urls.First());
        return crm;
    }

    public void Put(params IEnumerable<AccountFacts> accounts)
    {
        lock (_gate)
        {
            _changes.AddRange(accounts.Select(facts => (facts.AccountId, (AccountFacts?)facts)));
        }
    }

    public void Remove(string accountId)
    {
        lock (_gate)
        {
            _changes.Add((accountId, null));
        }
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        var (request, response) = (context.Request, context.Response);
        Requests.Enqueue($"{request.Method} {request.Path}{request.QueryString}");
        var segments = request.Path.Value!.Trim('/').Split('/');
        if (IsDown || (RefusesCtas && segments is ["ctas"]))
        {
            response.StatusCode = StatusCodes.Status500InternalServerError;
        }
        else if (segments is ["accounts"])
        {
            await response.WriteAsync(Page(request.Query["cursor"]).ToJsonString());
        }
        else if (segments is ["accounts", var id, "context"])
        {
            response.StatusCode = Find(id) is null ? StatusCodes.Status404NotFound : StatusCodes.Status200OK;
            await response.WriteAsync(Find(id)?.ToJsonString() ?? "");
        }
        else
        {
            using var body = new StreamReader(request.Body);
            Ctas[request.Headers["Idempotency-Key"]!] = await body.ReadToEndAsync();
        }
    }

    private JsonNode? Find(string id)
    {
        lock (_gate)
        {
            return Json(_changes.LastOrDefault(change => change.Id == id).Facts);
        }
    }

    private JsonObject Page(string? cursor)
    {
        lock (_gate)
        {
            var from = string.IsNullOrEmpty(cursor)
                ? 0
                : int.Parse(Encoding.UTF8.GetString(Convert.FromHexString(cursor)), null);
            var page = _changes.Skip(from).Take(PageAccounts).ToList();
            var next = from + page.Count;
            return new JsonObject
            {
                ["accounts"] = new JsonArray([.. page.Where(c => c.Facts is not null).Select(c => Json(c.Facts))]),
                ["removed"] = new JsonArray([.. page.Where(c => c.Facts is null).Select(c => JsonValue.Create(c.Id))]),
                ["cursor"] = Convert.ToHexString(Encoding.UTF8.GetBytes($"{next}")),
                ["hasMore"] = next < _changes.Count,
            };
        }
    }

    private static JsonNode? Json(AccountFacts? facts) =>
        facts is null ? null : JsonSerializer.SerializeToNode(facts, AccountJson.Plain.AccountFacts);
}
