using CsMl.Core.Json;
using CsMl.Core.Limits;
using CsMl.Core.Portfolio;
using CsMl.Core.Predictions;
using CsMl.Core.Settings;
using CsMl.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Azure.Functions.Worker;

namespace CsMl.Functions.Portfolio;

public sealed class PostBatchPredict(
    HttpFunctionInvoker invoker,
    StartRun startRun,
    DailyLimits limits,
    PublicAddress address
)
{
    private static readonly Parameter MaxAccounts = Parameter.Whole(
        "maxAccounts",
        1,
        100_000,
        100,
        "The most accounts of the run"
    );

    private static readonly Parameter Filter = Parameter.Word<PriorityFilter>(
        "priorityFilter",
        "Which accounts: all, those at high or critical risk, or those of the largest revenue"
    ) with
    {
        DefaultWord = EnumNames.Of(PriorityFilter.All),
    };

    internal static readonly Operation Operation = new(
        nameof(PostBatchPredict),
        AccessRole.Agent,
        "Score a part of the portfolio"
    )
    {
        Details = "Starts a run; `statusUrl`, and the header Operation-Location, say where to look after it.",
        Body = new BodyShape.Command([Parameters.PredictionType, MaxAccounts, Filter, .. ReadAccountFilter.All]),
        Problems = [ProblemCode.DailyLimitReached],
    };

    [Function(nameof(PostBatchPredict))]
    public Task<Results<JsonAnswer<StartedRunAnswer>, ProblemHttpResult>> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = Routes.Portfolio + "batch-predict")]
            HttpRequest request,
        CancellationToken cancellation
    ) =>
        invoker.AnswerAsync(
            request,
            Operation,
            HttpJson.Plain.StartedRunAnswer,
            async tenant =>
            {
                var (fields, refusal) = await RequestBody.ReadFieldsAsync(request, cancellation);
                var type = fields.Type(Parameters.PredictionType) ?? PredictionType.Churn;
                var maxAccounts = fields.Whole(MaxAccounts);
                var filter = fields.OneOf(Filter);
                var accounts = ReadAccountFilter.Of(fields);
                fields.RefuseUnknown();
                if ((refusal ?? fields.Refusal) is { } invalid)
                {
                    return invalid;
                }

                var (run, limit) = await limits.CountAsync(
                    tenant,
                    LimitKind.BatchRuns,
                    () =>
                        startRun.BatchAsync(
                            tenant,
                            type,
                            (PriorityFilter)filter,
                            maxAccounts,
                            cancellation,
                            accounts,
                            IdempotentCall.KeyOf(request)
                        ),
                    _ => true,
                    cancellation
                );
                RateLimitFields.Tell(request, limit);
                return StartedRunAnswer.Accept(request, address, run.RunId);
            },
            cancellation
        );
}
