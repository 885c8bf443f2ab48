using CsMl.Core.Json;
using CsMl.Core.Predictions;
using CsMl.Core.Requests;
using CsMl.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Azure.Functions.Worker;

namespace CsMl.Functions.Ctas;

public sealed class PostGenerateCta(
    HttpFunctionInvoker invoker,
    CallerIdentity caller,
    GenerateCta generate,
    FindAccount find,
    TimeProvider time
)
{
    internal static readonly Operation Operation = new(
        nameof(PostGenerateCta),
        AccessRole.Agent,
        "Create the CTA of a prediction"
    )
    {
        Details = "Needs a valid prediction.",
        Body = new BodyShape.Command(Parameters.PredictionType),
        Status = StatusCodes.Status201Created,
        HasCaller = true,
        Problems =
        [
            ProblemCode.PredictionNotFound,
            ProblemCode.CtaNotCreated,
            ProblemCode.AccountHasLeft,
            ProblemCode.NotACustomer,
            ProblemCode.DailyLimitReached,
        ],
    };

    [Function(nameof(PostGenerateCta))]
    public Task<Results<JsonAnswer<Answer<GeneratedCta>>, ProblemHttpResult>> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = Routes.Account + "generate-cta")] HttpRequest request,
        string accountId,
        CancellationToken cancellation
    ) =>
        invoker.AnswerAsync(
            request,
            Operation,
            accountId,
            HttpJson.Plain.AnswerGeneratedCta,
            async account =>
            {
                var (fields, refusal) = await RequestBody.ReadFieldsAsync(request, cancellation);
                var type = fields.Type(Parameters.PredictionType) ?? PredictionType.Churn;
                fields.RefuseUnknown();
                if ((caller.Find(request, out var callerId) ?? refusal ?? fields.Refusal) is { } invalid)
                {
                    return invalid;
                }

                if (await find.RunAsync(account, cancellation) is not { } known)
                {
                    return ApiProblem.AccountNotFound(accountId);
                }

                var lifecycle = known.LifecycleAt(time.GetUtcNow());
                if (!lifecycle.IsCustomer)
                {
                    return ApiProblem.NoCustomer(accountId, lifecycle);
                }

                return await generate.RunAsync(
                    new GenerateCtaQuery(account, type)
                    {
                        CallerId = callerId,
                        Lifecycle = lifecycle.State,
                        Key = IdempotentCall.KeyOf(request),
                    },
                    cancellation
                ) switch
                {
                    null => new ApiProblem(
                        ProblemCode.PredictionNotFound,
                        $"Account '{accountId}' has no valid prediction of type {EnumNames.Of(type)}; POST to its ml/predict first."
                    ),
                    { WasCreated: false } skipped => new ApiProblem(
                        ProblemCode.CtaNotCreated,
                        $"No CTA was created: {skipped.SkippedReason}."
                    ),
                    var created => Created(request, created),
                };
            },
            cancellation
        );

    private static ApiResult<Answer<GeneratedCta>> Created(HttpRequest request, GeneratedCta created)
    {
        RateLimitFields.Tell(request, created.Limit);
        return ((ApiResult<Answer<GeneratedCta>>)new Answer<GeneratedCta>(created)).As(Operation.Status);
    }
}
