using System.Globalization;
using System.Text.Json.Nodes;
using CsMl.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CsMl.Functions.Dashboard;

/// <summary>
/// A call of the API that a page makes for somebody, in this process. So a button does what the API does: it needs the
/// same role, counts for the same limits, is refused for the same reasons and leaves the same row in the audit.
/// </summary>
internal sealed class ApiCall(PageVisit visit, string method, string path)
{
    public JsonObject Body { get; init; } = [];

    /// <summary>Makes a POST that is sent twice one; null for calls that are so by themselves.</summary>
    public string? Once { get; init; }

    /// <summary>The only version that may be changed; null for any.</summary>
    public int? Version { get; init; }

    public string Query { get; init; } = "";

    /// <summary>Null if the call succeeded.</summary>
    public async Task<ApiProblem?> SendAsync<T>(
        Func<HttpRequest, Task<Results<JsonAnswer<T>, ProblemHttpResult>>> function
    ) => (await AskAsync(function)).Problem;

    /// <summary>The answer, or why there is none.</summary>
    public async Task<(JsonAnswer<T>? Answer, ApiProblem? Problem)> AskAsync<T>(
        Func<HttpRequest, Task<Results<JsonAnswer<T>, ProblemHttpResult>>> function
    )
    {
        var result = (await function(Request())).Result;
        return result is ProblemHttpResult refused ? (null, ProblemOf(refused)) : ((JsonAnswer<T>)result, null);
    }

    private HttpRequest Request()
    {
        var outer = visit.Request;
        var context = new DefaultHttpContext
        {
            RequestServices = outer.HttpContext.RequestServices,
            RequestAborted = outer.HttpContext.RequestAborted,
        };
        context.Features.Set(new SignedInCaller(visit.Caller));
        var (request, body) = (context.Request, System.Text.Encoding.UTF8.GetBytes(Body.ToJsonString()));
        (request.Method, request.Path, request.Scheme, request.Host) = (method, path, outer.Scheme, outer.Host);
        request.QueryString = new QueryString(Query);
        (request.Body, request.ContentLength) = (new MemoryStream(body), body.Length);
        request.ContentType = "application/json";
        foreach (var (name, value) in Headers())
        {
            request.Headers[name] = value;
        }

        return request;
    }

    private IEnumerable<(string Name, string Value)> Headers()
    {
        if (visit.UserId is not null)
        {
            yield return (CallerIdentity.Header, visit.UserId);
        }

        if (visit.Request.Headers[CallerIdentity.PrincipalHeader].ToString() is { Length: > 0 } principal)
        {
            yield return (CallerIdentity.PrincipalHeader, principal);
        }

        if (Once is not null)
        {
            yield return (IdempotentCall.Header, Once);
        }

        if (Version is { } version)
        {
            yield return ("If-Match", string.Create(CultureInfo.InvariantCulture, $"\"{version}\""));
        }
    }

    private static ApiProblem ProblemOf(ProblemHttpResult refused) =>
        new(
            refused.StatusCode,
            (string)refused.ProblemDetails.Extensions["code"]!,
            refused.ProblemDetails.Detail ?? Texts.Problems.Title
        );
}
