using CsMl.Core.Requests;
using CsMl.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Azure.Functions.Worker;

namespace CsMl.Functions.Portfolio;

public sealed class GetOpinions(HttpFunctionInvoker invoker, ListOpinions list)
{
    private static readonly Parameter Open = Parameter.Flag(
        "open",
        "Only disagreements whose window is open and whose outcome is not known"
    );

    internal static readonly Operation Operation = new(
        nameof(GetOpinions),
        AccessRole.Reader,
        "List what people think of the predictions of all accounts"
    )
    {
        Details = "Last said first. A page may be shorter than `limit` and have a `nextLink`.",
        Query = [Open, Parameters.Limit, Parameters.Cursor],
    };

    [Function(nameof(GetOpinions))]
    public Task<Results<JsonAnswer<OpinionsAnswer>, ProblemHttpResult>> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", "head", Route = Routes.Portfolio + "opinions")]
            HttpRequest request,
        CancellationToken cancellation
    ) =>
        invoker.AnswerAsync(
            request,
            Operation,
            HttpJson.Plain.OpinionsAnswer,
            async tenant =>
            {
                var here = $"opinions of {tenant}";
                var fields = Fields.Of(request.Query);
                var isOpen = fields.Flag(Open);
                var cursor = fields.Cursor(here);
                var limit = fields.Whole(Parameters.Limit);
                if (fields.Refusal is { } invalid)
                {
                    return invalid;
                }

                var page = await list.AllAsync(tenant, isOpen, cursor, limit, cancellation);
                return new OpinionsAnswer(page.Opinions, Cursor.NextLink(request, here, page.Next));
            },
            cancellation
        );
}
