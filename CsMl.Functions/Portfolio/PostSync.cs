using CsMl.Core.Crm;
using CsMl.Core.Portfolio;
using CsMl.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Azure.Functions.Worker;

namespace CsMl.Functions.Portfolio;

public sealed class PostSync(
    HttpFunctionInvoker invoker,
    IAccountSource source,
    StartRun startRun,
    PublicAddress address
)
{
    [Function(nameof(PostSync))]
    public Task<Results<JsonAnswer<StartedRunAnswer>, ProblemHttpResult>> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = Routes.Portfolio + "sync")] HttpRequest request,
        CancellationToken cancellation
    ) =>
        invoker.AnswerAsync(
            request,
            HttpJson.Plain.StartedRunAnswer,
            async tenant =>
            {
                var (fields, refusal) = await RequestBody.ReadFieldsAsync(request, cancellation);
                var full = fields.Flag("full");
                fields.RefuseUnknown();
                if ((refusal ?? fields.Refusal) is { } invalid)
                {
                    return invalid;
                }

                if (source.IsIndex)
                {
                    return ApiProblem.Conflict(
                        "There is no CRM to read: Crm:Kind is Embedded, and callers write the facts."
                    );
                }

                var run = await startRun.SyncAsync(tenant, full, cancellation);
                return StartedRunAnswer.Accept(request, address, run.RunId);
            },
            cancellation
        );
}
