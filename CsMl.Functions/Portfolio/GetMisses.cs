using CsMl.Core.Requests;
using CsMl.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Azure.Functions.Worker;

namespace CsMl.Functions.Portfolio;

public sealed class GetMisses(HttpFunctionInvoker invoker, ListMisses list)
{
    internal static readonly Operation Operation = new(
        nameof(GetMisses),
        AccessRole.Reader,
        "List the departures that were not foreseen"
    )
    {
        Details = "The last departure first: those of which no counted prediction was at high risk.",
        Query = [Parameters.Limit, Parameters.Cursor],
    };

    [Function(nameof(GetMisses))]
    public Task<Results<JsonAnswer<MissesAnswer>, ProblemHttpResult>> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", "head", Route = Routes.Portfolio + "misses")]
            HttpRequest request,
        CancellationToken cancellation
    ) =>
        invoker.AnswerAsync(
            request,
            Operation,
            HttpJson.Plain.MissesAnswer,
            async tenant =>
            {
                var here = $"misses of {tenant}";
                var fields = Fields.Of(request.Query);
                var cursor = fields.Cursor(here);
                var limit = fields.Whole(Parameters.Limit);
                if (fields.Refusal is { } invalid)
                {
                    return invalid;
                }

                var page = await list.RunAsync(tenant, cursor, limit, cancellation);
                return new MissesAnswer(page.Misses, page.High, Cursor.NextLink(request, here, page.Next));
            },
            cancellation
        );
}
