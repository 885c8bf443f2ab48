using CsMl.Core.Predictions;
using CsMl.Core.Requests;
using CsMl.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Azure.Functions.Worker;

namespace CsMl.Functions.Portfolio;

public sealed class GetAccuracy(HttpFunctionInvoker invoker, MeasureAccuracy measure)
{
    private static readonly Parameter Type = Parameter.Word<PredictionType>(
        Parameters.PredictionType.Name,
        "Only predictions of this type; without it the totals are of all types, and the rest is about CHURN"
    );

    internal static readonly Operation Operation = new(
        nameof(GetAccuracy),
        AccessRole.Reader,
        "Measure how good predictions were"
    )
    {
        Query = [Type],
    };

    [Function(nameof(GetAccuracy))]
    public Task<Results<JsonAnswer<Answer<Accuracy>>, ProblemHttpResult>> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", "head", Route = Routes.Portfolio + "accuracy")]
            HttpRequest request,
        CancellationToken cancellation
    ) =>
        invoker.AnswerAsync(
            request,
            Operation,
            HttpJson.Plain.AnswerAccuracy,
            async tenant =>
            {
                var fields = Fields.Of(request.Query);
                var type = fields.Type(Type);
                if (fields.Refusal is { } invalid)
                {
                    return invalid;
                }

                return new Answer<Accuracy>(await measure.RunAsync(tenant, type, cancellation));
            },
            cancellation
        );
}
