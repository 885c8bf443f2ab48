using CsMl.Core.Predictions;
using CsMl.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Azure.Functions.Worker;

namespace CsMl.Functions.Portfolio;

public sealed class GetStatus(HttpFunctionInvoker invoker, Predictor predictor)
{
    internal static readonly Operation Operation = new(nameof(GetStatus), "Show whether a model predicts")
    {
        Details = "The model is not asked for this.",
    };

    [Function(nameof(GetStatus))]
    public Task<Results<JsonAnswer<StatusAnswer>, ProblemHttpResult>> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", "head", Route = Routes.Portfolio + "status")]
            HttpRequest request,
        CancellationToken cancellation
    ) =>
        invoker.AnswerAsync(
            request,
            HttpJson.Plain.StatusAnswer,
            _ => Task.FromResult<ApiResult<StatusAnswer>>(Status()),
            cancellation
        );

    private StatusAnswer Status() =>
        predictor switch
        {
            { HasModel: false } => new(
                false,
                "No language model is configured; predictions are made by rules",
                PredictionSource.Rules
            ),
            { IsModelCircuitOpen: true } => new(
                false,
                "The language model is failing; predictions are made by rules until it answers again",
                PredictionSource.Rules
            ),
            _ => new(true, "ML service is available", PredictionSource.Llm),
        };
}
