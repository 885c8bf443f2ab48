using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.Logging;

namespace CsMl.Local.Host.Http;

/// <summary>
/// Maps HTTP functions to their routes. Endpoint routing prefers literal segments to parameters; the real host takes the
/// first route that matches, so no path may match two.
/// </summary>
internal static class HttpFunctions
{
    public static void Map(
        IEndpointRouteBuilder endpoints,
        IEnumerable<Function> functions,
        HostJson hostJson,
        FunctionKey key,
        ILogger logger
    )
    {
        foreach (var function in functions)
        {
            if (function.Trigger is HttpBinding http)
            {
                var call = new AuthorizedCall(function.Name, http.AuthLevel, key, CallOf(function), logger);
                var endpoint = endpoints
                    .Map(PatternOf(http, hostJson), call.InvokeAsync)
                    .WithDisplayName(function.Name);
                if (http.Methods.Count > 0)
                {
                    endpoint.WithMetadata(new HttpMethodMetadata(http.Methods));
                }
            }
        }
    }

    /// <summary>The path of a function, without a leading slash.</summary>
    public static string PathOf(HttpBinding http, HostJson hostJson) =>
        hostJson.RoutePrefix.Length == 0 ? http.Route : $"{hostJson.RoutePrefix}/{http.Route}";

    /// <summary>An answer that no function gives has these headers too; a function sets its own.</summary>
    public static RequestDelegate Protected(RequestDelegate next) =>
        context =>
        {
            context.Response.Headers.XContentTypeOptions = "nosniff";
            context.Response.Headers.CacheControl = "private, no-cache";
            return next(context);
        };

    /// <summary>
    /// The real host responds to an unknown route and to a wrong method with an empty 404. Routing would respond to a
    /// wrong method with a 405, through an endpoint that has no route.
    /// </summary>
    public static RequestDelegate OnlyRouted(RequestDelegate next) =>
        context =>
        {
            if (context.GetEndpoint() is RouteEndpoint)
            {
                return next(context);
            }

            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        };

    private static RequestDelegate CallOf(Function function) =>
        async context =>
        {
            var result = await function.Call(context.RequestServices, context.Request, context.RequestAborted);
            if (result is not null)
            {
                await result.ExecuteAsync(context);
            }
        };

    private static RoutePattern PatternOf(HttpBinding http, HostJson hostJson) =>
        RoutePatternFactory.Parse(PathOf(http, hostJson));
}
