using System.Diagnostics;
using CsMl.Core.Accounts.Import;
using CsMl.Core.Accounts.Import.Files;
using CsMl.Core.Json;
using CsMl.Core.Limits;
using CsMl.Core.Portfolio;
using CsMl.Core.Requests;
using CsMl.Core.Settings;
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
    DailyLimits limits,
    HintExpectedChurn hint,
    PublicAddress address,
    RefuseImport? refuse = null
)
{
    private static readonly Parameter Kind = Parameter.Word<ImportKind>("kind", "What each row is") with
    {
        DefaultWord = EnumNames.Of(ImportKind.Accounts),
    };

    private static readonly Parameter Numbers = Parameter.Word<NumberFormat>(
        "numbers",
        "How numbers are written: en (1,234.56) or de (1.234,56)"
    );

    private static readonly Parameter Dates = Parameter.Word<DateOrder>(
        "dates",
        "The order of dates such as 03/04/2026"
    );

    private static readonly Parameter Map = Parameter.Text(
        "map",
        1_000,
        "The field of a column, `Column=field`, or `Column=-` to ignore it; as often as needed"
    ) with
    {
        IsRepeated = true,
    };

    private static readonly Parameter Wait = Parameter.Flag(
        "wait",
        "False: the file is stored and imported by a run, whose address is answered with 202",
        otherwise: true
    );

    private static readonly Parameter WithSample = Parameter.Flag(
        "withSample",
        "True: import also into a store that holds the made-up sample portfolio, which only CsMl.Local makes",
        otherwise: false
    );

    internal static readonly Operation Operation = new(
        nameof(PostImport),
        AccessRole.Agent,
        "Import accounts, or items of their history"
    )
    {
        Details =
            "The bytes decide what the file is. It may be gzipped, and may be the first file of a form (multipart/form-data).",
        Query = [Kind, Numbers, Dates, Map, Wait, WithSample],
        Body = new BodyShape.File(
            "application/x-ndjson",
            "application/json",
            "text/csv",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        ),
        Problems = [ProblemCode.CrossSite, ProblemCode.Conflict, ProblemCode.DailyLimitReached],
    };

    [Function(nameof(PostImport))]
    public async Task<Results<JsonAnswer<ImportReport>, JsonAnswer<StartedRunAnswer>, ProblemHttpResult>> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = Routes.Portfolio + "import")] HttpRequest request,
        CancellationToken cancellation
    )
    {
        var fields = Fields.Of(request.Query);
        var options = ReadOptions(request, fields);
        var withSample = fields.Flag(WithSample);
        IResult answer =
            fields.Has(Wait) && !fields.Flag(Wait)
                ? await invoker.AnswerAsync(
                    request,
                    Operation,
                    HttpJson.Plain.StartedRunAnswer,
                    tenant => WithFileAsync(tenant, source => StartAsync(tenant, source)),
                    cancellation
                )
                : await invoker.AnswerAsync(
                    request,
                    Operation,
                    HttpJson.Plain.ImportReport,
                    tenant => WithFileAsync(tenant, source => ImportAsync(tenant, source)),
                    cancellation
                );
        return ((INestedHttpResult)answer).Result switch
        {
            JsonAnswer<ImportReport> report => report,
            JsonAnswer<StartedRunAnswer> started => started,
            ProblemHttpResult problem => problem,
            _ => throw new UnreachableException(),
        };

        async Task<ApiResult<ImportReport>> ImportAsync(string tenant, ImportSource source) =>
            await hint.AddToAsync(
                tenant,
                await CountAsync(tenant, () => import.RunAsync(tenant, source, options, cancellation)),
                cancellation
            );

        async Task<ApiResult<StartedRunAnswer>> StartAsync(string tenant, ImportSource source)
        {
            var run = await CountAsync(
                tenant,
                () => startImport.RunAsync(tenant, source, options, cancellation, IdempotentCall.KeyOf(request))
            );
            return StartedRunAnswer.Accept(request, address, run.RunId);
        }

        async Task<ApiResult<T>> WithFileAsync<T>(string tenant, Func<ImportSource, Task<ApiResult<T>>> answer) =>
            (CrossSiteCall.Refuse(request) ?? fields.Refusal ?? await RefuseAsync(tenant)) is { } refusal
                ? refusal
                : await ReadFileAsync(request, answer, cancellation);

        async Task<ApiProblem?> RefuseAsync(string tenant) =>
            refuse is null || withSample ? null : await refuse(tenant, cancellation);

        async Task<T> CountAsync<T>(string tenant, Func<Task<T>> work)
        {
            var (result, limit) = await limits.CountAsync(tenant, LimitKind.Imports, work, _ => true, cancellation);
            RateLimitFields.Tell(request, limit);
            return result;
        }
    }

    private static async Task<ApiResult<T>> ReadFileAsync<T>(
        HttpRequest request,
        Func<ImportSource, Task<ApiResult<T>>> answer,
        CancellationToken cancellation
    )
    {
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
        foreach (var text in request.Query[Map.Name].OfType<string>())
        {
            if (ColumnMapping.Parse(text) is { } mapping)
            {
                map.Add(mapping);
            }
            else
            {
                fields.Reject(Map, "is no mapping; write Column=field, encoded, once for each");
            }
        }

        return new ImportOptions(
            fields.Word<ImportKind>(Kind) ?? ImportKind.Accounts,
            fields.Word<NumberFormat>(Numbers),
            fields.Word<DateOrder>(Dates)
        )
        {
            Map = map,
            Style = OptionStyle.Query,
        };
    }
}
