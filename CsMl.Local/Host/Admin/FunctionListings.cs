using CsMl.Local.Host.Http;
using Microsoft.AspNetCore.Http;

namespace CsMl.Local.Host.Admin;

/// <summary>Describes functions in the format of the real host's list, for tools that read it.</summary>
internal static class FunctionListings
{
    public static IReadOnlyList<FunctionListing> Of(
        IEnumerable<Function> functions,
        HostJson hostJson,
        HttpRequest request
    ) =>
        [
            .. functions.Select(function => new FunctionListing(
                function.Name,
                "dotnet-isolated",
                IsDisabled: false,
                function.Trigger is HttpBinding http
                    ? $"{request.Scheme}://{request.Host}/{HttpFunctions.PathOf(http, hostJson)}"
                    : null,
                new FunctionConfig(function.Name, [BindingOf(function.Trigger)])
            )),
        ];

    private static BindingListing BindingOf(TriggerBinding trigger) =>
        trigger switch
        {
            HttpBinding http => new BindingListing(http.ParameterName, "httpTrigger")
            {
                AuthLevel = http.AuthLevel.ToString(),
                Methods = [.. http.Methods.Select(method => method.ToLowerInvariant())],
                Route = http.Route,
            },
            TimerBinding timer => new BindingListing(timer.ParameterName, "timerTrigger")
            {
                Schedule = timer.Schedule,
                UseMonitor = timer.UseMonitor,
                RunOnStartup = timer.RunOnStartup,
            },
            QueueBinding queue => new BindingListing(queue.ParameterName, "queueTrigger")
            {
                QueueName = queue.QueueName,
                Connection = queue.Connection,
            },
            _ => throw new InvalidOperationException($"No listing for {trigger.GetType().Name}."),
        };
}
