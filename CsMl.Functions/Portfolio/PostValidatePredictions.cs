using CsMl.Core.Requests;
using CsMl.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Azure.Functions.Worker;

namespace CsMl.Functions.Portfolio;

public sealed class PostValidatePredictions(HttpFunctionInvoker invoker, ValidatePredictions validate)
{
    internal static readonly Operation Operation = new(
        nameof(PostValidatePredictions),
        AccessRole.Agent,
        "Settle predictions whose outcome is known"
    )
    {
        Body = new BodyShape.Command(),
    };

    [Function(nameof(PostValidatePredictions))]
    public Task<Results<JsonAnswer<ValidatedAnswer>, ProblemHttpResult>> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = Routes.Portfolio + "validate-predictions")]
            HttpRequest request,
        CancellationToken cancellation
    ) =>
        invoker.AnswerAsync(
            request,
            Operation,
            HttpJson.Plain.ValidatedAnswer,
            async tenant =>
            {
                var (fields, refusal) = await RequestBody.ReadFieldsAsync(request, cancellation);
                fields.RefuseUnknown();
                if ((refusal ?? fields.Refusal) is { } invalid)
                {
                    return invalid;
                }

                var validated = await validate.AllAsync(tenant, cancellation);
                return new ValidatedAnswer(validated, Message(validated));
            },
            cancellation
        );

    private static string Message(int validated) =>
        validated switch
        {
            0 => "No prediction could be validated: no window has passed and no outcome is known since the last time.",
            1 => "1 prediction was validated.",
            _ => $"{validated} predictions were validated.",
        };
}
