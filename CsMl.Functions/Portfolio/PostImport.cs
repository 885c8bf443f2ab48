using CsMl.Core.Accounts.Import;
using CsMl.Core.Requests;
using CsMl.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Azure.Functions.Worker;

namespace CsMl.Functions.Portfolio;

/// <summary>Imports accounts, or items of their history, from a file.</summary>
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
                var fields = Fields.Of(request.Query);
                var options = ReadOptions(request, fields);
                if ((CrossSiteCall.Refuse(request) ?? fields.Refusal) is { } invalid)
                {
                    return invalid;
                }

                var (source, refusal) = await ReadUpload.FindAsync(request, RequestBody.MaxImportBytes, cancellation);
                if (source is null)
                {
                    return refusal!;
                }

                try
                {
                    return await import.RunAsync(tenant, source, options, cancellation);
                }
                catch (BodyTooLargeException e)
                {
                    return ApiProblem.TooLarge(e.MaxBytes);
                }
            },
            cancellation,
            "kind",
            "numbers",
            "dates",
            "map"
        );

    private static ImportOptions ReadOptions(HttpRequest request, Fields fields)
    {
        var map = new List<ColumnMapping>();
        foreach (var text in request.Query["map"].OfType<string>())
        {
            if (ColumnMapping.Parse(text) is { } mapping)
            {
                map.Add(mapping);
            }
            else
            {
                fields.Reject("map", "is no mapping; write Column=field, encoded, once for each");
            }
        }

        return new ImportOptions(
            fields.Word<ImportKind>("kind") ?? ImportKind.Accounts,
            fields.Word<NumberFormat>("numbers"),
            fields.Word<DateOrder>("dates")
        )
        {
            Map = map,
        };
    }
}
