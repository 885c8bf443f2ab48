using CsMl.Core.Predictions;
using CsMl.Core.Requests;
using CsMl.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Azure.Functions.Worker;

namespace CsMl.Functions.Accounts;

public sealed class PostPredict(HttpFunctionInvoker invoker, PredictAccount predict)
{
    [Function(nameof(PostPredict))]
    public Task<Results<JsonAnswer<PredictionAnswer>, ProblemHttpResult>> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = Routes.Account + "predict")] HttpRequest request,
        string accountId,
        CancellationToken cancellation
    ) =>
        invoker.AnswerAsync(
            request,
            accountId,
            HttpJson.Plain.PredictionAnswer,
            async account =>
            {
                var (fields, refusal) = await RequestBody.ReadFieldsAsync(request, cancellation);
                if (refusal is not null)
                {
                    return refusal;
                }

                var type = fields.Type("predictionType", required: true);
                var options = fields.Object("options");
                var query = new PredictQuery(
                    account,
                    type ?? default,
                    options.Whole(
                        "predictionWindowDays",
                        PredictionRequest.MinWindowDays,
                        PredictionRequest.MaxWindowDays,
                        PredictionRequest.DefaultWindowDays
                    ),
                    options.Flag("forceRefresh"),
                    options.Flag("skipCTAGeneration")
                );
                fields.RefuseUnknown();
                if (fields.Refusal is { } invalid)
                {
                    return invalid;
                }

                return PredictionAnswer.Of(accountId, await predict.RunAsync(query, cancellation));
            },
            cancellation
        );
}
