using CsMl.Core.Predictions;
using CsMl.Core.Requests;
using CsMl.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Azure.Functions.Worker;

namespace CsMl.Functions.Accounts;

public sealed class GetPredictions(HttpFunctionInvoker invoker, ListPredictions list)
{
    private static readonly Parameter Type = Parameter.Word<PredictionType>("type", "Only predictions of this type");

    private static readonly Parameter IncludeExpired = Parameter.Flag(
        "includeExpired",
        "Also those that expired or were superseded"
    );

    internal static readonly Operation Operation = new(
        nameof(GetPredictions),
        AccessRole.Reader,
        "List an account's predictions"
    )
    {
        Details = "Newest first.",
        Query = [Type, IncludeExpired, Parameters.Limit, Parameters.Cursor],
    };

    [Function(nameof(GetPredictions))]
    public Task<Results<JsonAnswer<PredictionsAnswer>, ProblemHttpResult>> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", "head", Route = Routes.Account + "predictions")]
            HttpRequest request,
        string accountId,
        CancellationToken cancellation
    ) =>
        invoker.AnswerAsync(
            request,
            Operation,
            accountId,
            HttpJson.Plain.PredictionsAnswer,
            async account =>
            {
                var here = $"predictions of {account.Tenant} {accountId}";
                var fields = Fields.Of(request.Query);
                var type = fields.Type(Type);
                var includeExpired = fields.Flag(IncludeExpired);
                var cursor = fields.Cursor(here);
                var limit = fields.Whole(Parameters.Limit);
                if (fields.Refusal is { } invalid)
                {
                    return invalid;
                }

                return await list.RunAsync(account, type, includeExpired, cursor, limit, cancellation) is { } page
                    ? new PredictionsAnswer(page.Predictions, Cursor.NextLink(request, here, page.Next))
                    : ApiProblem.AccountNotFound(accountId);
            },
            cancellation
        );
}
