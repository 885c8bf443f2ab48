using CsMl.Core.Requests;
using CsMl.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Azure.Functions.Worker;

namespace CsMl.Functions.Accounts;

/// <summary>Returns why a prediction differs from the one before it.</summary>
public sealed class GetComparison(HttpFunctionInvoker invoker, ComparePredictions compare)
{
    private static readonly Parameter With = Parameter.Word("with", ["previous"], "What to compare with") with
    {
        DefaultWord = "previous",
    };

    internal static readonly Operation Operation = new(
        nameof(GetComparison),
        AccessRole.Reader,
        "Explain why a prediction moved"
    )
    {
        Details = "The first prediction of a type has none before it: 404 `PREDICTION_NOT_FOUND`.",
        Query = [With],
        Problems = [ProblemCode.PredictionNotFound],
    };

    private const string Route = Routes.Account + "predictions/{predictionId}/compare";

    [Function(nameof(GetComparison))]
    public Task<Results<JsonAnswer<Answer<PredictionChange>>, ProblemHttpResult>> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", "head", Route = Route)] HttpRequest request,
        string accountId,
        string predictionId,
        CancellationToken cancellation
    ) =>
        invoker.AnswerAsync(
            request,
            Operation,
            accountId,
            HttpJson.Plain.AnswerPredictionChange,
            async account =>
            {
                var fields = Fields.Of(request.Query);
                fields.OneOf(With);
                if (fields.Refusal is { } invalid)
                {
                    return invalid;
                }

                return await compare.RunAsync(account, predictionId, cancellation) switch
                {
                    { Change: { } change } => new Answer<PredictionChange>(change),
                    { Why: ComparisonProblem.NoAccount } => ApiProblem.AccountNotFound(accountId),
                    { Why: ComparisonProblem.NoPrediction } => NotFound(
                        $"Account '{accountId}' has no such prediction."
                    ),
                    _ => NotFound("It is the first of its type, so that there is none to compare it with."),
                };
            },
            cancellation
        );

    private static ApiProblem NotFound(string detail) => new(ProblemCode.PredictionNotFound, detail);
}
