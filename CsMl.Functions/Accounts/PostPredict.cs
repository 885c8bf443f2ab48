using CsMl.Core.Predictions;
using CsMl.Core.Requests;
using CsMl.Core.Settings;
using CsMl.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Azure.Functions.Worker;

namespace CsMl.Functions.Accounts;

public sealed class PostPredict(HttpFunctionInvoker invoker, PredictAccount predict, TenantSettings settings)
{
    private static readonly Parameter Type = Parameters.PredictionType with { IsRequired = true, DefaultWord = null };

    private static readonly Parameter WindowDays = Parameter.Whole(
        "predictionWindowDays",
        PredictionRequest.MinWindowDays,
        PredictionRequest.MaxWindowDays,
        "How many days the prediction looks ahead; without it the tenant's setting `predictions.windowDays`"
    );

    private static readonly Parameter ForceRefresh = Parameter.Flag("forceRefresh", "Predict anew, whatever is stored");

    private static readonly Parameter SkipCtas = Parameter.Flag(
        "skipCTAGeneration",
        "Create no CTA, whatever the settings say"
    );

    private static readonly Parameter Options = Parameter.Object(
        "options",
        "How to predict",
        ForceRefresh,
        SkipCtas,
        WindowDays
    );

    internal static readonly Operation Operation = new(nameof(PostPredict), AccessRole.Agent, "Predict for an account")
    {
        Details =
            "Answers the stored prediction, with `cached`, while it is valid and its window is the one asked for; `factsChangedSince` then says that the account's facts are no longer those it was made from.",
        Body = new BodyShape.Command(Type, Options),
        Problems = [ProblemCode.AccountHasLeft, ProblemCode.NotACustomer, ProblemCode.DailyLimitReached],
    };

    [Function(nameof(PostPredict))]
    public Task<Results<JsonAnswer<PredictionAnswer>, ProblemHttpResult>> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = Routes.Account + "predict")] HttpRequest request,
        string accountId,
        CancellationToken cancellation
    ) =>
        invoker.AnswerAsync(
            request,
            Operation,
            accountId,
            HttpJson.Plain.PredictionAnswer,
            async account =>
            {
                var (fields, refusal) = await RequestBody.ReadFieldsAsync(request, cancellation);
                if (refusal is not null)
                {
                    return refusal;
                }

                var type = fields.Type(Type);
                var options = fields.Object(Options);
                var query = new PredictQuery(
                    account,
                    type ?? default,
                    options.WholeIf(WindowDays) ?? (await settings.OfAsync(account.Tenant, cancellation)).WindowDays,
                    options.Flag(ForceRefresh),
                    options.Flag(SkipCtas)
                )
                {
                    Key = IdempotentCall.KeyOf(request),
                };
                fields.RefuseUnknown();
                if (fields.Refusal is { } invalid)
                {
                    return invalid;
                }

                return PredictionAnswer.Of(request, accountId, await predict.RunAsync(query, cancellation));
            },
            cancellation
        );
}
