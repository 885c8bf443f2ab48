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
    private readonly WebApplication _app;
    private IReadOnlyList<(string Id, AccountFacts? Facts)> _changes = [];
    private int _age;

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

    /// <summary>Called before each request is answered; it may change the data, or answer and return true.</summary>
    public Func<HttpContext, Task<bool>> Before { get; set; } = _ => Task.FromResult(false);

    /// <summary>Ids of the accounts that are served with a mistake.</summary>
    public ConcurrentDictionary<string, bool> Mistaken { get; } = new(StringComparer.Ordinal);

    /// <summary>Ids of the accounts that it has and does not list.</summary>
    public ConcurrentDictionary<string, bool> Unlisted { get; } = new(StringComparer.Ordinal);

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
            _changes = [.. _changes, .. accounts.Select(facts => (facts.AccountId, (AccountFacts?)facts))];
        }
    }

    public void Remove(params IEnumerable<string> accountIds)
    {
        lock (_gate)
        {
            _changes = [.. _changes, .. accountIds.Select(id => (id, (AccountFacts?)null))];
        }
    }

    /// <summary>Every account as it is now.</summary>
    public IReadOnlyList<AccountFacts> Accounts
    {
        get
        {
            lock (_gate)
            {
                return [.. Latest().OfType<AccountFacts>()];
            }
        }
    }

    /// <summary>Every change so far, for <see cref="Restore"/>.</summary>
    public IReadOnlyList<(string Id, AccountFacts? Facts)> BackUp() => _changes;

    /// <summary>Nothing later has ever happened, and no cursor that was given out is known.</summary>
    public void Restore(IReadOnlyList<(string Id, AccountFacts? Facts)> backup)
    {
        lock (_gate)
        {
            (_changes, _age) = (backup, _age + 1);
        }
    }

    /// <summary>Keeps the accounts as they are; what was deleted, and every cursor that was given out, is not known any more.</summary>
    public void ForgetChanges()
    {
        lock (_gate)
        {
            Restore([.. Latest().OfType<AccountFacts>().Select(facts => (facts.AccountId, (AccountFacts?)facts))]);
        }
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        var (request, response) = (context.Request, context.Response);
        Requests.Enqueue($"{request.Method} {request.Path}{request.QueryString}");
        var segments = request.Path.Value!.Trim('/').Split('/');
        if (await Before(context))
        {
            return;
        }

        if (IsDown || (RefusesCtas && segments is ["ctas"]))
        {
            response.StatusCode = StatusCodes.Status500InternalServerError;
        }
        else if (segments is ["accounts"])
        {
            var page = Page(request.Query["cursor"]);
            response.StatusCode = page is null ? StatusCodes.Status410Gone : StatusCodes.Status200OK;
            await response.WriteAsync(page?.ToJsonString() ?? "");
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

    private IEnumerable<AccountFacts?> Latest() =>
        _changes.Reverse().DistinctBy(change => change.Id).Select(change => change.Facts);

    /// <summary>Null if the cursor is not known.</summary>
    private JsonObject? Page(string? cursor)
    {
        lock (_gate)
        {
            if (!TryRead(cursor, out var from))
            {
                return null;
            }

            var page = _changes.Skip(from).Take(PageAccounts).ToList();
            var next = from + page.Count;
            page.RemoveAll(change => Unlisted.ContainsKey(change.Id));
            return new JsonObject
            {
                ["accounts"] = new JsonArray([.. page.Where(c => c.Facts is not null).Select(c => Json(c.Facts))]),
                ["removed"] = new JsonArray([.. page.Where(c => c.Facts is null).Select(c => JsonValue.Create(c.Id))]),
                ["cursor"] = Convert.ToHexString(Encoding.UTF8.GetBytes($"{_age} {next}")),
                ["hasMore"] = next < _changes.Count,
            };
        }
    }

    private bool TryRead(string? cursor, out int from)
    {
        from = 0;
        return string.IsNullOrEmpty(cursor)
            || Encoding.UTF8.GetString(Convert.FromHexString(cursor)).Split(' ') is [var age, var next]
                && age == $"{_age}"
                && int.TryParse(next, out from);
    }

    private JsonNode? Json(AccountFacts? facts)
    {
        var json = facts is null ? null : JsonSerializer.SerializeToNode(facts, AccountJson.Plain.AccountFacts);
        if (facts is not null && Mistaken.ContainsKey(facts.AccountId))
        {
            json!["healthScore"] = "many";
        }

        return json;
    }
}
