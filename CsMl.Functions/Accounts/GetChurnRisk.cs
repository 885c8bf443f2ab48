using CsMl.Core.Predictions;
using CsMl.Core.Requests;
using CsMl.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Azure.Functions.Worker;

namespace CsMl.Functions.Accounts;

public sealed class GetChurnRisk(HttpFunctionInvoker invoker, PredictAccount predict)
{
    internal static readonly Operation Operation = new(
        nameof(GetChurnRisk),
        AccessRole.Reader,
        "Show an account's churn prediction"
    )
    {
        Details = "Answers the valid prediction, or makes one. For a reader none is made.",
        Problems =
        [
            ProblemCode.PredictionNotFound,
            ProblemCode.AccountHasLeft,
            ProblemCode.NotACustomer,
            ProblemCode.CrossSite,
            ProblemCode.DailyLimitReached,
        ],
    };

    [Function(nameof(GetChurnRisk))]
    public Task<Results<JsonAnswer<PredictionAnswer>, ProblemHttpResult>> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", "head", Route = Routes.Account + "churn-risk")]
            HttpRequest request,
        string accountId,
        CancellationToken cancellation
    ) =>
        invoker.AnswerAsync(
            request,
            Operation,
            accountId,
            HttpJson.Plain.PredictionAnswer,
            async account =>
            {
                if (CrossSiteCall.Refuse(request) is { } forged)
                {
                    return forged;
                }

                var query = new PredictQuery(account, PredictionType.Churn) { OnlyStored = Caller.IsReader(request) };
                return PredictionAnswer.Of(request, accountId, await predict.RunAsync(query, cancellation));
            },
            cancellation
        );
}
