using CsMl.Core.Predictions;
using CsMl.Core.Requests;
using CsMl.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Azure.Functions.Worker;

namespace CsMl.Functions.Accounts;

public sealed class GetHealthInsights(HttpFunctionInvoker invoker, PredictAccount predict)
{
    private static readonly Parameter Refresh = Parameter.Flag("refresh", "Analyse anew, whatever is stored");

    internal static readonly Operation Operation = new(
        nameof(GetHealthInsights),
        AccessRole.Reader,
        "Analyse an account's health"
    )
    {
        Details = "Answers the valid prediction of the type HEALTH_TREND, or makes one. For a reader none is made.",
        Query = [Refresh],
        Problems = [ProblemCode.PredictionNotFound, ProblemCode.CrossSite, ProblemCode.DailyLimitReached],
    };

    [Function(nameof(GetHealthInsights))]
    public Task<Results<JsonAnswer<PredictionAnswer>, ProblemHttpResult>> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", "head", Route = Routes.Account + "health-insights")]
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
                var fields = Fields.Of(request.Query);
                var query = new PredictQuery(account, PredictionType.HealthTrend, ForceRefresh: fields.Flag(Refresh))
                {
                    OnlyStored = Caller.IsReader(request),
                };
                if ((CrossSiteCall.Refuse(request) ?? fields.Refusal) is { } invalid)
                {
                    return invalid;
                }

                return PredictionAnswer.Of(request, accountId, await predict.RunAsync(query, cancellation));
            },
            cancellation
        );
}
