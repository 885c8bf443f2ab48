using CsMl.Core.Accounts.Import;
using CsMl.Core.Json;
using CsMl.Core.Requests;
using CsMl.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Azure.Functions.Worker;

namespace CsMl.Functions.Portfolio;

/// <summary>Imports accounts, or items of their history, from a file.</summary>
public sealed class PostImport(HttpFunctionInvoker invoker, ImportAccounts import)
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

    internal static readonly Operation Operation = new(nameof(PostImport), "Import accounts, or items of their history")
    {
        Details =
            "The bytes decide what the file is. It may be gzipped, and may be the first file of a form (multipart/form-data).",
        Query = [Kind, Numbers, Dates, Map],
        Body = new BodyShape.File(
            "application/x-ndjson",
            "application/json",
            "text/csv",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        ),
        Problems = [ProblemCode.CrossSite],
    };

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
            Operation.QueryNames
        );

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
        };
    }
}
