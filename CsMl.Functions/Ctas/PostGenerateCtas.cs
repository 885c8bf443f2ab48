using CsMl.Core.Predictions;
using CsMl.Core.Requests;
using CsMl.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Azure.Functions.Worker;

namespace CsMl.Functions.Ctas;

public sealed class PostGenerateCtas(HttpFunctionInvoker invoker, CallerIdentity caller, GenerateCtas generate)
{
    [Function(nameof(PostGenerateCtas))]
    public Task<Results<JsonAnswer<GeneratedCtas>, ProblemHttpResult>> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = Routes.Portfolio + "generate-ctas")]
            HttpRequest request,
        CancellationToken cancellation
    ) =>
        invoker.AnswerAsync(
            request,
            HttpJson.Plain.GeneratedCtas,
            async tenant =>
            {
                var (fields, refusal) = await RequestBody.ReadFieldsAsync(request, cancellation);
                var type = fields.Type("predictionType", required: false) ?? PredictionType.Churn;
                var maxCtas = fields.Whole("maxCTAs", 1, 50, 20);
                fields.RefuseUnknown();
                if ((caller.Find(request, out var callerId) ?? refusal ?? fields.Refusal) is { } invalid)
                {
                    return invalid;
                }

                return await generate.RunAsync(tenant, type, maxCtas, callerId, cancellation);
            },
            cancellation
        );
}
