using CsMl.Functions.Dashboard;
using CsMl.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Azure.Functions.Worker;

namespace CsMl.Functions.Description;

/// <summary>
/// Serves a page on which the API can be read and tried (Swagger UI), with all that it needs: it loads nothing from
/// elsewhere. It is anonymous, because the key is typed into it.
/// </summary>
public sealed class GetDocs
{
    private static readonly Dictionary<string, StaticFile> Files = new(StringComparer.Ordinal)
    {
        ["docs.js"] = StaticFile.Embedded("docs.js"),
        ["swagger-ui.css"] = StaticFile.OfSwaggerUi("swagger-ui.css"),
        ["swagger-ui-bundle.js"] = StaticFile.OfSwaggerUi("swagger-ui-bundle.js"),
        ["LICENSE"] = StaticFile.OfSwaggerUi("LICENSE"),
        ["NOTICE"] = StaticFile.OfSwaggerUi("NOTICE"),
    };

    private static readonly StaticFile Page = StaticFile.Embedded("docs.html");

    internal static readonly Operation PageOperation = new(nameof(GetDocs), Role: null, "Show the API as a page");

    internal static readonly Operation FileOperation = new("GetDocsFile", Role: null, "Serve a file of that page")
    {
        Problems = [ProblemCode.FileNotFound],
    };

    [Function(nameof(GetDocs))]
    public static IResult Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "docs")] HttpRequest request
    )
    {
        if (request.Path.Value!.EndsWith('/'))
        {
            // From here the page's relative links would lead nowhere.
            return TypedResults.Redirect("../docs");
        }

        request.HttpContext.Response.Headers.ContentSecurityPolicy = HtmlPage.Policy;
        return Page.Answer(request);
    }

    [Function("GetDocsFile")]
    public static Results<FileContentHttpResult, ProblemHttpResult> RunFile(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "docs/{file}")] HttpRequest request,
        string file
    ) =>
        Files.TryGetValue(file, out var found)
            ? found.Answer(request)
            : new ApiProblem(ProblemCode.FileNotFound, "The page has no such file.").ToProblem();
}
