using System.Text.Json.Serialization;
using CsMl.Core.Json;
using CsMl.Core.Requests;
using Microsoft.AspNetCore.Http;

namespace CsMl.Functions.Http;

/// <param name="Cached">True or absent.</param>
/// <param name="FactsChangedSince">True or absent: the account's facts changed after the prediction was made.</param>
public sealed record PredictionAnswer(
    RawJson Data,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] bool? Cached,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] bool? FactsChangedSince
)
{
    /// <param name="predicted">Null if there is no such account.</param>
    public static ApiResult<PredictionAnswer> Of(HttpRequest request, string accountId, Predicted? predicted)
    {
        RateLimitFields.Tell(request, predicted?.Limit);
        return predicted is null ? ApiProblem.AccountNotFound(accountId)
            : predicted.IsMissing
                ? new ApiProblem(
                    ProblemCode.PredictionNotFound,
                    $"Account '{accountId}' has no valid prediction, and a reader reads what is stored; whoever is an agent makes one."
                )
            : predicted.Refusal is { } lifecycle ? ApiProblem.NoCustomer(accountId, lifecycle)
            : (
                (ApiResult<PredictionAnswer>)
                    new PredictionAnswer(
                        predicted.Prediction,
                        predicted.Cached ? true : null,
                        predicted.FactsChangedSince ? true : null
                    )
            ).With(predicted.Cached ? ApiChange.None : ApiChange.Some);
    }
}
