using Microsoft.AspNetCore.Http;

namespace CsMl.Functions.Http;

/// <summary>A run that was accepted, with the URL of its status.</summary>
public sealed record StartedRunAnswer(string RunId, string StatusUrl)
{
    internal static ApiResult<StartedRunAnswer> Accept(HttpRequest request, PublicAddress address, string runId)
    {
        var portfolio = request.Path.Value!;
        portfolio = portfolio[..(portfolio.IndexOf("/ml/", StringComparison.OrdinalIgnoreCase) + "/ml/".Length)];
        var statusUrl = $"{portfolio}runs/{runId}";
        request.HttpContext.Response.Headers["Operation-Location"] = address.Of(request, statusUrl);
        return ((ApiResult<StartedRunAnswer>)new StartedRunAnswer(runId, statusUrl)).As(StatusCodes.Status202Accepted);
    }
}
