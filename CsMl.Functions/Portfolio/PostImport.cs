using CsMl.Core.Accounts.Import;
using CsMl.Core.Requests;
using CsMl.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Net.Http.Headers;

namespace CsMl.Functions.Portfolio;

public sealed class PostImport(HttpFunctionInvoker invoker, ImportAccounts import)
{
    [Function(nameof(PostImport))]
    public Task<Results<JsonAnswer<ImportReport>, ProblemHttpResult>> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = Routes.Portfolio + "import")] HttpRequest request,
        CancellationToken cancellation
    ) =>
        invoker.AnswerAsync(
            request,
            HttpJson.Plain.ImportReport,
            async tenant =>
            {
                if (request.ContentLength > RequestBody.MaxImportBytes)
                {
                    return ApiProblem.TooLarge(RequestBody.MaxImportBytes);
                }

                try
                {
                    return MediaType(request) switch
                    {
                        "text/csv" => await import.RunCsvAsync(
                            tenant,
                            request.Body,
                            RequestBody.MaxImportBytes,
                            cancellation
                        ),
                        ""
                        or "application/x-ndjson"
                        or "application/jsonl"
                        or "application/ndjson"
                        or "application/json" => await import.RunJsonLinesAsync(
                            tenant,
                            request.BodyReader,
                            RequestBody.MaxImportBytes,
                            cancellation
                        ),
                        _ => ApiProblem.UnsupportedMediaType("application/x-ndjson (or text/csv), in UTF-8"),
                    };
                }
                catch (BodyTooLargeException)
                {
                    return ApiProblem.TooLarge(RequestBody.MaxImportBytes);
                }
            },
            cancellation
        );

    /// <summary>
    /// The media type in lower case; empty if the body declares none, null if it declares an encoding other than UTF-8.
    /// </summary>
    private static string? MediaType(HttpRequest request) =>
        string.IsNullOrEmpty(request.ContentType) ? ""
        : MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && RequestBody.IsUtf8(type)
            ? type.MediaType.Value?.ToLowerInvariant()
        : null;
}
