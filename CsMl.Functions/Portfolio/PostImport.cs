using System.Diagnostics;
using CsMl.Core.Accounts.Import;
using CsMl.Core.Accounts.Import.Files;
using CsMl.Core.Portfolio;
using CsMl.Core.Requests;
using CsMl.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Azure.Functions.Worker;

namespace CsMl.Functions.Portfolio;

/// <summary>
/// Imports accounts, or items of their history, from a file: at once, or with <c>wait=false</c> by a run.
/// </summary>
public sealed class PostImport(
    HttpFunctionInvoker invoker,
    ImportAccounts import,
    StartImport startImport,
    PublicAddress address
)
{
    private static readonly string[] Query = ["kind", "numbers", "dates", "map", "wait"];

    [Function(nameof(PostImport))]
    public async Task<Results<JsonAnswer<ImportReport>, JsonAnswer<StartedRunAnswer>, ProblemHttpResult>> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = Routes.Portfolio + "import")] HttpRequest request,
        CancellationToken cancellation
    )
    {
        var fields = Fields.Of(request.Query);
        var options = ReadOptions(request, fields);
        IResult answer =
            fields.Has("wait") && !fields.Flag("wait")
                ? await invoker.AnswerAsync(
                    request,
                    HttpJson.Plain.StartedRunAnswer,
                    tenant => WithFileAsync(request, fields, source => StartAsync(tenant, source), cancellation),
                    cancellation,
                    Query
                )
                : await invoker.AnswerAsync(
                    request,
                    HttpJson.Plain.ImportReport,
                    tenant => WithFileAsync(request, fields, source => ImportAsync(tenant, source), cancellation),
                    cancellation,
                    Query
                );
        return ((INestedHttpResult)answer).Result switch
        {
            JsonAnswer<ImportReport> report => report,
            JsonAnswer<StartedRunAnswer> started => started,
            ProblemHttpResult problem => problem,
            _ => throw new UnreachableException(),
        };

        async Task<ApiResult<ImportReport>> ImportAsync(string tenant, ImportSource source) =>
            await import.RunAsync(tenant, source, options, cancellation);

        async Task<ApiResult<StartedRunAnswer>> StartAsync(string tenant, ImportSource source)
        {
            var run = await startImport.RunAsync(tenant, source, options, cancellation);
            return StartedRunAnswer.Accept(request, address, run.RunId);
        }
    }

    private static async Task<ApiResult<T>> WithFileAsync<T>(
        HttpRequest request,
        Fields fields,
        Func<ImportSource, Task<ApiResult<T>>> answer,
        CancellationToken cancellation
    )
    {
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
            return await answer(source);
        }
        catch (BodyTooLargeException e)
        {
            return ApiProblem.TooLarge(e.MaxBytes);
        }
        catch (InvalidDataException)
        {
            return ApiProblem.Invalid("", "is cut off; send it again whole");
        }
    }

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
