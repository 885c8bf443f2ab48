using CsMl.Core.Requests;
using CsMl.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Azure.Functions.Worker;

namespace CsMl.Functions.Portfolio;

public sealed class GetAccuracy(HttpFunctionInvoker invoker, MeasureAccuracy measure)
{
    [Function(nameof(GetAccuracy))]
    public Task<Results<JsonAnswer<Answer<Accuracy>>, ProblemHttpResult>> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", "head", Route = Routes.Portfolio + "accuracy")]
            HttpRequest request,
        CancellationToken cancellation
    ) =>
        invoker.AnswerAsync(
            request,
            HttpJson.Plain.AnswerAccuracy,
            async tenant =>
            {
                var fields = Fields.Of(request.Query);
                var type = fields.Type("predictionType", required: false);
                if (fields.Refusal is { } invalid)
                {
                    return invalid;
                }

                return new Answer<Accuracy>(await measure.RunAsync(tenant, type, cancellation));
            },
            cancellation,
            "predictionType"
        );
}
