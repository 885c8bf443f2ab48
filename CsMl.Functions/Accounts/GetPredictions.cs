using CsMl.Core.Requests;
using CsMl.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Azure.Functions.Worker;

namespace CsMl.Functions.Accounts;

public sealed class GetPredictions(HttpFunctionInvoker invoker, ListPredictions list)
{
    [Function(nameof(GetPredictions))]
    public Task<Results<JsonAnswer<PredictionsAnswer>, ProblemHttpResult>> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", "head", Route = Routes.Account + "predictions")]
            HttpRequest request,
        string accountId,
        CancellationToken cancellation
    ) =>
        invoker.AnswerAsync(
            request,
            accountId,
            HttpJson.Plain.PredictionsAnswer,
            async account =>
            {
                var here = $"predictions of {account.Tenant} {accountId}";
                var fields = Fields.Of(request.Query);
                var type = fields.Type("type", required: false);
                var includeExpired = fields.Flag("includeExpired");
                var cursor = fields.Cursor("cursor", here);
                var limit = fields.Whole("limit", 1, 100, 20);
                if (fields.Refusal is { } invalid)
                {
                    return invalid;
                }

                return await list.RunAsync(account, type, includeExpired, cursor, limit, cancellation) is { } page
                    ? new PredictionsAnswer(page.Predictions, Cursor.NextLink(request, here, page.Next))
                    : ApiProblem.AccountNotFound(accountId);
            },
            cancellation,
            "type",
            "includeExpired",
            "limit",
            "cursor"
        );
}
