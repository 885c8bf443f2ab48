using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using CsMl.Core.Ctas;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace CsMl.Tests.Crm;

/// <summary>A CRM on a free port that takes CTAs, and fails calls as a test asks for.</summary>
internal abstract class FakeDesk : IAsyncDisposable
{
    private readonly WebApplication _app;

    protected FakeDesk()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore();
        _app = builder.Build();
        _app.Run(AnswerAsync);
    }

    public Uri Address { get; private set; } = null!;

    /// <summary>What becomes of a call, by its method and path.</summary>
    public Func<string, Task<DeskFault>> Fault { get; set; } = _ => Task.FromResult(DeskFault.None);

    public ConcurrentQueue<string> Requests { get; } = new();

    /// <summary>The settings of an app whose CRM this is.</summary>
    public abstract (string, string)[] Settings { get; }

    /// <summary>The app's CTAs that it has, by the app's id.</summary>
    public abstract IReadOnlyList<(string OwnId, CtaState? State)> States { get; }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    protected async Task ListenAsync()
    {
        _app.Urls.Add("http://127.0.0.1:0");
        await _app.StartAsync();
        Address = new Uri(_app.Urls.First());
    }

    /// <summary>The answer to a call that comes before all others and never fails; null for any other.</summary>
    protected virtual JsonObject? Admit(HttpRequest request) => null;

    protected virtual void ExpireToken() { }

    protected abstract (int Status, JsonNode Body) Serve(HttpRequest request, JsonObject body);

    private async Task AnswerAsync(HttpContext context)
    {
        var (request, response) = (context.Request, context.Response);
        if (Admit(request) is { } admitted)
        {
            await WriteAsync(response, 200, admitted);
            return;
        }

        var name = $"{request.Method} {request.Path}";
        using var reader = new StreamReader(request.Body);
        var text = await reader.ReadToEndAsync();
        Requests.Enqueue($"{name} {text}".TrimEnd());
        var fault = await Fault(name);
        if (fault == DeskFault.Dead)
        {
            context.Abort();
            return;
        }

        if (fault == DeskFault.TokenExpired)
        {
            ExpireToken();
        }

        if (fault == DeskFault.TooMany)
        {
            response.Headers.RetryAfter = "120";
        }

        var (status, body) = fault is DeskFault.None or DeskFault.DeadAfter
            ? Serve(request, text.Length == 0 ? [] : JsonNode.Parse(text)!.AsObject())
            : ((int)fault, new JsonObject { ["error"] = "It is broken." });
        if (fault == DeskFault.DeadAfter)
        {
            context.Abort();
            return;
        }

        await WriteAsync(response, status, body);
    }

    private static async Task WriteAsync(HttpResponse response, int status, JsonNode body)
    {
        response.StatusCode = status;
        response.ContentType = "application/json";
        await response.WriteAsync(body.ToJsonString());
    }
}
