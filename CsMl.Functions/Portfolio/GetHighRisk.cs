using CsMl.Core.Requests;
using CsMl.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Azure.Functions.Worker;

namespace CsMl.Functions.Portfolio;

public sealed class GetHighRisk(HttpFunctionInvoker invoker, ListHighRisk list)
{
    private static readonly Parameter MinProbability = Parameter.Number(
        "minProbability",
        0,
        1,
        0.6,
        "The least probability of churn that is listed"
    );

    internal static readonly Operation Operation = new(
        nameof(GetHighRisk),
        AccessRole.Reader,
        "List the accounts at highest risk"
    )
    {
        Details = "Highest probability first. Accounts under notice are listed whatever their probability is.",
        Query = [MinProbability, Parameters.Limit, Parameters.Cursor],
    };

    [Function(nameof(GetHighRisk))]
    public Task<Results<JsonAnswer<HighRiskAnswer>, ProblemHttpResult>> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", "head", Route = Routes.Portfolio + "high-risk")]
            HttpRequest request,
        CancellationToken cancellation
    ) =>
        invoker.AnswerAsync(
            request,
            Operation,
            HttpJson.Plain.HighRiskAnswer,
            async tenant =>
            {
                var here = $"high-risk of {tenant}";
                var fields = Fields.Of(request.Query);
                var minProbability = fields.Number(MinProbability);
                var limit = fields.Whole(Parameters.Limit);
                var cursor = fields.Cursor(here);
                if (fields.Refusal is { } invalid)
                {
                    return invalid;
                }

                var page = await list.RunAsync(tenant, minProbability, limit, cursor, cancellation);
                return new HighRiskAnswer(
                    page.Accounts,
                    page.Accounts.Count,
                    Cursor.NextLink(request, here, page.Next)
                );
            },
            cancellation
        );
}
