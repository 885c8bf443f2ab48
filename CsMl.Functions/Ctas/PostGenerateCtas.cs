using CsMl.Core.Predictions;
using CsMl.Core.Requests;
using CsMl.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Azure.Functions.Worker;

namespace CsMl.Functions.Ctas;

public sealed class PostGenerateCtas(HttpFunctionInvoker invoker, CallerIdentity caller, GenerateCtas generate)
{
    private static readonly Parameter MaxCtas = Parameter.Whole("maxCTAs", 1, 50, 20, "The most CTAs to create");

    internal static readonly Operation Operation = new(
        nameof(PostGenerateCtas),
        AccessRole.Agent,
        "Create CTAs for the highest risks"
    )
    {
        Details = "`results` has the CTAs that were created and the first 100 accounts that were skipped.",
        Body = new BodyShape.Command(Parameters.PredictionType, MaxCtas),
        HasCaller = true,
        Problems = [ProblemCode.DailyLimitReached],
    };

    [Function(nameof(PostGenerateCtas))]
    public Task<Results<JsonAnswer<GeneratedCtas>, ProblemHttpResult>> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = Routes.Portfolio + "generate-ctas")]
            HttpRequest request,
        CancellationToken cancellation
    ) =>
        invoker.AnswerAsync(
            request,
            Operation,
            HttpJson.Plain.GeneratedCtas,
            async tenant =>
            {
                var (fields, refusal) = await RequestBody.ReadFieldsAsync(request, cancellation);
                var type = fields.Type(Parameters.PredictionType) ?? PredictionType.Churn;
                var maxCtas = fields.Whole(MaxCtas);
                fields.RefuseUnknown();
                if ((caller.Find(request, out var callerId) ?? refusal ?? fields.Refusal) is { } invalid)
                {
                    return invalid;
                }

                var generated = await generate.RunAsync(
                    tenant,
                    type,
                    maxCtas,
                    callerId,
                    cancellation,
                    key: IdempotentCall.KeyOf(request)
                );
                RateLimitFields.Tell(request, generated.Limit);
                return generated;
            },
            cancellation
        );
}
