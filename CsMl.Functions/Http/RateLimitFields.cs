using System.Globalization;
using System.Text.Json.Nodes;
using CsMl.Core.Json;
using CsMl.Core.Limits;
using Microsoft.AspNetCore.Http;

namespace CsMl.Functions.Http;

/// <summary>
/// Tells a caller how far a limit is used, in the fields RateLimit-Policy and RateLimit
/// (https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/), and in the body of a 429.
/// </summary>
internal static class RateLimitFields
{
    public const string Policy = "RateLimit-Policy";
    public const string State = "RateLimit";

    /// <summary>The window is a day.</summary>
    private const int WindowSeconds = 86_400;

    /// <param name="use">Null if nothing was counted.</param>
    public static void Tell(HttpRequest request, LimitUse? use)
    {
        if (use is not null)
        {
            var headers = request.HttpContext.Response.Headers;
            var name = EnumNames.Of(use.Kind);
            headers[Policy] = string.Create(
                CultureInfo.InvariantCulture,
                $"\"{name}\";q={use.Quota};w={WindowSeconds}"
            );
            headers[State] = string.Create(
                CultureInfo.InvariantCulture,
                $"\"{name}\";r={use.Remaining};t={use.SecondsToReset}"
            );
        }
    }

    /// <summary>The problem of a call that would exceed the limit.</summary>
    public static ApiProblem Refuse(HttpRequest request, LimitUse use)
    {
        Tell(request, use);
        var name = EnumNames.Of(use.Kind);
        return ApiProblem.Passing(
            request,
            ProblemCode.DailyLimitReached,
            $"Today's {use.Quota} {name} of the tenant are used; the next day begins at 00:00 UTC, in {use.SecondsToReset} seconds.",
            use.SecondsToReset
        ) with
        {
            Limit = use,
        };
    }

    /// <summary>The same for the body, because many callers do not see headers.</summary>
    public static JsonObject ToJson(LimitUse use) =>
        new()
        {
            ["name"] = EnumNames.Of(use.Kind),
            ["quota"] = use.Quota,
            ["remaining"] = use.Remaining,
            ["windowSeconds"] = WindowSeconds,
            ["resetSeconds"] = use.SecondsToReset,
        };
}
