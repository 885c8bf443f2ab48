using CsMl.Core.Requests;
using CsMl.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Azure.Functions.Worker;

namespace CsMl.Functions.Portfolio;

public sealed class GetChanges(HttpFunctionInvoker invoker, ListChanges list)
{
    private static readonly Parameter Since = Parameter.Text(
        "since",
        Cursor.MaxLength,
        "Where the list goes on; follow `nextLink` instead of writing one. Without it, from the oldest that is kept (30 days)"
    );

    private static readonly Parameter Limit = Parameter.Whole(
        "limit",
        1,
        1_000,
        100,
        "The changes of an answer; it ends with a whole transaction, so that it may have up to 99 more"
    );

    internal static readonly Operation Operation = new(
        nameof(GetChanges),
        AccessRole.Reader,
        "List what changed in the portfolio"
    )
    {
        Details =
            "Oldest first: new predictions, CTAs, outcomes and removals. It is complete up to some seconds ago, so that nothing is missed by following `nextLink`.",
        Query = [Since, Limit],
    };

    [Function(nameof(GetChanges))]
    public Task<Results<JsonAnswer<ChangesAnswer>, ProblemHttpResult>> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", "head", Route = Routes.Portfolio + "changes")]
            HttpRequest request,
        CancellationToken cancellation
    ) =>
        invoker.AnswerAsync(
            request,
            Operation,
            HttpJson.Plain.ChangesAnswer,
            async tenant =>
            {
                var here = $"changes of {tenant}";
                var fields = Fields.Of(request.Query);
                var since = fields.Cursor(Since.Name, here);
                var limit = fields.Whole(Limit);
                if (fields.Refusal is { } invalid)
                {
                    return invalid;
                }

                var page = await list.RunAsync(tenant, since, limit, cancellation);
                return new ChangesAnswer(page.Changes, Cursor.NextLink(request, here, page.Next, Since.Name)!);
            },
            cancellation
        );
}
