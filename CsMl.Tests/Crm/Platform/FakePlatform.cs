using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace CsMl.Tests.Crm.Platform;

/// <summary>
/// The Customer Success platform on a free port of this machine, as its API was observed: logins are limited, a tenant
/// that the user is no member of is silently replaced, ids are numbers and decimals are texts.
/// </summary>
internal sealed class FakePlatform : IAsyncDisposable
{
    public const string Email = "csml@example.com";
    public const string Password = "correct horse";
    public const string Tenant = "7";
    public const string OwnTenant = "1";

    private const int MostLogins = 5;
    private static readonly TimeSpan LoginWindow = TimeSpan.FromMinutes(15);

    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, bool> _tokens = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<DateTimeOffset> _logins = new();
    private readonly TimeProvider _time;
    private int _tokensMade;

    private FakePlatform(TimeProvider time)
    {
        _time = time;
        Data = new PlatformData(time);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore();
        _app = builder.Build();
        _app.Run(AnswerAsync);
    }

    public Uri Address { get; private set; } = null!;

    public PlatformData Data { get; }

    /// <summary>The tenants that the user is a member of.</summary>
    public ISet<string> Memberships { get; } = new HashSet<string> { OwnTenant, Tenant };

    /// <summary>Called before each request is answered; it may change the data, or answer and return true.</summary>
    public Func<HttpContext, Task<bool>> Before { get; set; } = _ => Task.FromResult(false);

    /// <summary>How far the platform's clock is ahead.</summary>
    public TimeSpan Skew
    {
        get => Data.Skew;
        set => Data.Skew = value;
    }

    /// <summary>Method and path with query of every request.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    public int Logins => Requests.Count(request => request == "POST /api/auth/login");

    public static async Task<FakePlatform> StartAsync(TimeProvider time)
    {
        var platform = new FakePlatform(time);
        platform._app.Urls.Add("http://127.0.0.1:0");
        await platform._app.StartAsync();
        platform.Address = new Uri(platform._app.Urls.First());
        return platform;
    }

    /// <summary>Makes every token that was given invalid.</summary>
    public void ExpireTokens() => _tokens.Clear();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    public static Task RefuseAsync(HttpContext context, int status, string error, int? retryAfter = null)
    {
        if (retryAfter is { } seconds)
        {
            context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        return WriteAsync(context, status, new JsonObject { ["error"] = error });
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var request = context.Request;
        context.Response.Headers.Date = (_time.GetUtcNow() + Skew).ToString("r", CultureInfo.InvariantCulture);
        Requests.Enqueue($"{request.Method} {request.Path}{request.QueryString}");
        if (await Before(context))
        {
            return;
        }

        if (request.Path == "/api/auth/login")
        {
            await LogInAsync(context);
            return;
        }

        if (
            !_tokens.ContainsKey(
                request.Headers.Authorization.ToString().Replace("Bearer ", "", StringComparison.Ordinal)
            )
        )
        {
            await RefuseAsync(context, 401, "Unauthorized");
        }
        else if (request.Path == "/api/tenants/my")
        {
            var tenants = Memberships.Select(id => (JsonNode)new JsonObject { ["id"] = id, ["name"] = "T" + id });
            await WriteAsync(context, 200, new JsonObject { ["data"] = new JsonArray([.. tenants]) });
        }
        else
        {
            // The server does not say that it serves another tenant than the one asked for.
            var asked = request.Headers["X-Tenant-ID"].ToString();
            var (status, answer) = Data.Answer(request, Memberships.Contains(asked) ? asked : OwnTenant);
            await WriteAsync(context, status, answer);
        }
    }

    private async Task LogInAsync(HttpContext context)
    {
        var now = _time.GetUtcNow();
        while (_logins.TryPeek(out var first) && now - first >= LoginWindow)
        {
            _logins.TryDequeue(out _);
        }

        if (_logins.Count >= MostLogins)
        {
            await RefuseAsync(context, 429, "Too many attempts", (int)LoginWindow.TotalSeconds);
            return;
        }

        _logins.Enqueue(now);
        var body = await JsonNode.ParseAsync(context.Request.Body);
        if ((string?)body!["email"] != Email || (string?)body["password"] != Password)
        {
            await RefuseAsync(context, 401, "Invalid credentials");
            return;
        }

        var token = $"token-{Interlocked.Increment(ref _tokensMade)}";
        _tokens[token] = true;
        var own = new JsonObject
        {
            ["id"] = OwnTenant,
            ["name"] = "Own",
            ["slug"] = "own",
        };
        await WriteAsync(
            context,
            200,
            new JsonObject
            {
                ["user"] = new JsonObject { ["id"] = 3 },
                ["token"] = token,
                ["tenant"] = own,
            }
        );
    }

    private static Task WriteAsync(HttpContext context, int status, JsonNode answer)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(answer.ToJsonString());
    }
}
