using Microsoft.AspNetCore.Http;

namespace CsMl.Functions.Dashboard;

/// <summary>Sends the browser to another page, with GET, so that reloading it repeats no change.</summary>
internal sealed class SeeOther(string path) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        HtmlPage.Protect(httpContext.Response.Headers);
        httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
        httpContext.Response.Headers.Location = path;
        return Task.CompletedTask;
    }
}
