using CsMl.Core.Portfolio;
using CsMl.Core.Storage;
using CsMl.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Azure.Functions.Worker;

namespace CsMl.Functions;

public sealed class GetRun(Doorbell doorbell, RunStore runs)
{
    [Function(nameof(GetRun))]
    public Task<Results<JsonHttpResult<Answer<Run>>, ProblemHttpResult>> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = Routes.Portfolio + "runs/{runId}")]
            HttpRequest request,
        string runId,
        CancellationToken cancellation
    ) =>
        doorbell.AnswerAsync(
            request,
            HttpJson.Plain.AnswerRun,
            async tenant =>
                EntityKey.IsValid(runId) && await runs.FindAsync(tenant, runId, cancellation) is { } run
                    ? new Answer<Run>(run)
                    : new Refusal(StatusCodes.Status404NotFound, "RUN_NOT_FOUND", "There is no such run."),
            cancellation
        );
}
