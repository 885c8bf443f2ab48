using CsMl.Core.Json;
using CsMl.Core.Portfolio;
using CsMl.Core.Predictions;
using CsMl.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Azure.Functions.Worker;

namespace CsMl.Functions.Portfolio;

public sealed class PostBatchPredict(HttpFunctionInvoker invoker, StartRun startRun, PublicAddress address)
{
    private const int MostAccounts = 100_000;
    private const int DefaultAccounts = 100;

    [Function(nameof(PostBatchPredict))]
    public Task<Results<JsonAnswer<StartedRunAnswer>, ProblemHttpResult>> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = Routes.Portfolio + "batch-predict")]
            HttpRequest request,
        CancellationToken cancellation
    ) =>
        invoker.AnswerAsync(
            request,
            HttpJson.Plain.StartedRunAnswer,
            async tenant =>
            {
                var (fields, refusal) = await RequestBody.ReadFieldsAsync(request, cancellation);
                var type = fields.Type("predictionType", required: false) ?? PredictionType.Churn;
                var maxAccounts = fields.Whole("maxAccounts", 1, MostAccounts, DefaultAccounts);
                var filter = fields.OneOf("priorityFilter", EnumNames.All<PriorityFilter>());
                fields.RefuseUnknown();
                if ((refusal ?? fields.Refusal) is { } invalid)
                {
                    return invalid;
                }

                var run = await startRun.BatchAsync(tenant, type, (PriorityFilter)filter, maxAccounts, cancellation);
                return StartedRunAnswer.Accept(request, address, run.RunId);
            },
            cancellation
        );
}
