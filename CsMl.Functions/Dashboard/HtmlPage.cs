using System.Text;
using Microsoft.AspNetCore.Http;

namespace CsMl.Functions.Dashboard;

/// <summary>A page as an answer.</summary>
internal sealed class HtmlPage(Html html, int status = StatusCodes.Status200OK) : IResult
{
    /// <summary>Nothing inline, and nothing from anywhere else.</summary>
    internal const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        Protect(response.Headers);
        var body = Encoding.UTF8.GetBytes(html.ToString());
        response.StatusCode = status;
        response.ContentType = "text/html; charset=utf-8";
        response.ContentLength = body.Length;
        return HttpMethods.IsHead(httpContext.Request.Method)
            ? Task.CompletedTask
            : response.Body.WriteAsync(body, httpContext.RequestAborted).AsTask();
    }

    /// <summary>For pages and for what leads to one.</summary>
    internal static void Protect(IHeaderDictionary headers)
    {
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        // Pages show what is known of customers: no copy of them is kept.
        headers.CacheControl = "no-store";
    }
}
