using Microsoft.AspNetCore.Http;

namespace CsMl.Functions.Http;

/// <summary>
/// A GET that another web site makes its visitors' browsers send, by an image or a link. One that would make a prediction,
/// and so pay for it and write, is refused. With the header of a key it is no such call: a page of another site sends that
/// only where this app's host lets it.
/// </summary>
internal static class CrossSiteCall
{
    private const string KeyHeader = "x-functions-key";

    public static ApiProblem? Refuse(HttpRequest request) =>
        request.Headers["Sec-Fetch-Site"] == "cross-site" && !request.Headers.ContainsKey(KeyHeader)
            ? new ApiProblem(
                StatusCodes.Status403Forbidden,
                "FORBIDDEN",
                "Another web site made the browser send this call, and it would make a prediction; call it from the app itself, or send a key in the header x-functions-key."
            )
            : null;
}
