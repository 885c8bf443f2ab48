using Microsoft.AspNetCore.Http;

namespace CsMl.Functions.Http;

/// <summary>
/// Refuses a call that another web site makes its visitors' browsers send, with an image, a link or a form, if it would
/// write and cost money. A call with the key header is accepted: a page of another site can send
/// that header only if this app's host allows it by CORS.
/// </summary>
internal static class CrossSiteCall
{
    private const string KeyHeader = "x-functions-key";

    public static ApiProblem? Refuse(HttpRequest request) =>
        request.Headers["Sec-Fetch-Site"].ToString().Contains("cross-site", StringComparison.OrdinalIgnoreCase)
        && !request.Headers.ContainsKey(KeyHeader)
            ? new ApiProblem(
                ProblemCode.CrossSite,
                "Another web site made the browser send this call, and it would write or make a prediction; call it from the app itself, or send a key in the header x-functions-key."
            )
            : null;
}
