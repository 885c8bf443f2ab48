using System.Reflection;
using System.Text.Json;
using CsMl.Local.Host.Http;
using CsMl.Local.Host.Queues;
using CsMl.Local.Host.Timers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace CsMl.Local.Host.Admin;

/// <summary>The real host's admin API: its status, its functions, and a call that runs a function now.</summary>
internal sealed partial class AdminCalls(
    IReadOnlyList<Function> functions,
    HostJson hostJson,
    TimerFunctions timers,
    QueueFunctions queues,
    FunctionKey key,
    TimeProvider time,
    ILogger<AdminCalls> logger
)
{
    private static readonly string Version = typeof(AdminCalls).Assembly.GetName().Version!.ToString();

    private static readonly string VersionDetails =
        typeof(AdminCalls).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion
        ?? Version;

    private readonly string _instanceId = Guid.NewGuid().ToString("N");
    private readonly long _startedAt = time.GetTimestamp();

    public void Map(IEndpointRouteBuilder endpoints)
    {
        Map(endpoints, HttpMethods.Get, "admin/host/status", GetStatusAsync);
        Map(endpoints, HttpMethods.Get, "admin/functions", ListFunctionsAsync);
        Map(endpoints, HttpMethods.Post, "admin/functions/{name}", RunFunctionAsync);
    }

    private void Map(IEndpointRouteBuilder endpoints, string method, string path, RequestDelegate call)
    {
        var guarded = new AuthorizedCall(path, AuthorizationLevel.Admin, key, call, logger);
        endpoints.Map(path, guarded.InvokeAsync).WithMetadata(new HttpMethodMetadata([method]));
    }

    private Task GetStatusAsync(HttpContext context) =>
        context.Response.WriteAsJsonAsync(
            new HostStatus(
                Environment.MachineName.ToLowerInvariant(),
                "Running",
                Version,
                VersionDetails,
                _instanceId,
                Environment.MachineName,
                (long)time.GetElapsedTime(_startedAt).TotalMilliseconds
            ),
            AdminJson.Default.HostStatus,
            cancellationToken: context.RequestAborted
        );

    private Task ListFunctionsAsync(HttpContext context) =>
        context.Response.WriteAsJsonAsync(
            FunctionListings.Of(functions, hostJson, context.Request),
            AdminJson.Default.IReadOnlyListFunctionListing,
            cancellationToken: context.RequestAborted
        );

    private async Task RunFunctionAsync(HttpContext context) =>
        context.Response.StatusCode = await TryRunAsync(context.Request, context.RequestAborted);

    private async Task<int> TryRunAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (!request.HasJsonContentType())
        {
            return StatusCodes.Status415UnsupportedMediaType;
        }

        if (await ReadInvocationAsync(request, cancellation) is not { } invocation)
        {
            return StatusCodes.Status400BadRequest;
        }

        var name = request.RouteValues["name"] as string;
        var function = functions.FirstOrDefault(f => string.Equals(f.Name, name, StringComparison.OrdinalIgnoreCase));
        if (function is null)
        {
            return StatusCodes.Status404NotFound;
        }

        Run(function, invocation.Input ?? "");
        return StatusCodes.Status202Accepted;
    }

    private static async Task<FunctionInvocation?> ReadInvocationAsync(
        HttpRequest request,
        CancellationToken cancellation
    )
    {
        try
        {
            return await request.ReadFromJsonAsync(AdminJson.Default.FunctionInvocation, cancellation);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private void Run(Function function, string input)
    {
        switch (function.Trigger)
        {
            case TimerBinding:
                // A timer ignores the input.
                timers.RunNow(function.Name);
                break;
            case QueueBinding:
                queues.RunNow(function.Name, input);
                break;
            default:
                // The real host accepts this too; its worker then finds no request for the call.
                Log.NotRunnable(logger, function.Name);
                break;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(
            1,
            LogLevel.Warning,
            "{Function} is called over HTTP at its own route; the admin call cannot run it"
        )]
        public static partial void NotRunnable(ILogger logger, string function);
    }
}
