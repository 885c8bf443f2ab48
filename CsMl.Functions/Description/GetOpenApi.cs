using CsMl.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Azure.Functions.Worker;

namespace CsMl.Functions.Description;

/// <summary>
/// Serves docs/openapi.json. It is anonymous, because it says nothing of any tenant and tools fetch it before they have
/// a key.
/// </summary>
public sealed class GetOpenApi
{
    private static readonly Parameter Version = Parameter.Word(
        "version",
        ["3.1", "3.0", "2.0"],
        "The version of OpenAPI; older ones have no `oneOf`"
    ) with
    {
        DefaultWord = "3.1",
    };

    internal static readonly Operation Operation = new(nameof(GetOpenApi), Role: null, "Describe the API")
    {
        Query = [Version],
    };

    private static readonly StaticFile[] Versions =
    [
        .. Version.Words.Select(version =>
            StaticFile.Embedded(version == Version.DefaultWord ? "openapi.json" : $"openapi-{version}.json")
        ),
    ];

    [Function(nameof(GetOpenApi))]
    public static Results<FileContentHttpResult, ProblemHttpResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "openapi.json")] HttpRequest request
    )
    {
        var fields = Fields.Of(request.Query);
        var version = fields.OneOf(Version);
        return (UnknownName.RefuseQuery(request, Operation.QueryNames) ?? fields.Refusal) is { } invalid
            ? invalid.ToProblem()
            : Versions[version].Answer(request);
    }
}
