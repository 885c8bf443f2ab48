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
    private static readonly Parameter Full = Parameter.Flag(
        "full",
        "Whether every account is read again, changed or not"
    );

    internal static readonly Operation Operation = new(
        nameof(PostSync),
        AccessRole.Agent,
        "Read what changed in the CRM"
    )
    {
        Details =
            "Starts a run; `statusUrl`, and the header Operation-Location, say where to look after it. 409 where no CRM is "
            + "connected.",
        Body = new BodyShape.Command(Full),
        Problems = [ProblemCode.Conflict],
    };

    [Function(nameof(PostSync))]
    public Task<Results<JsonAnswer<StartedRunAnswer>, ProblemHttpResult>> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = Routes.Portfolio + "sync")] HttpRequest request,
        CancellationToken cancellation
    ) =>
        invoker.AnswerAsync(
            request,
            Operation,
            HttpJson.Plain.StartedRunAnswer,
            async tenant =>
            {
                var (fields, refusal) = await RequestBody.ReadFieldsAsync(request, cancellation);
                var full = fields.Flag(Full);
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

                var run = await startRun.SyncAsync(tenant, full, cancellation, IdempotentCall.KeyOf(request));
                return StartedRunAnswer.Accept(request, address, run.RunId);
            },
            cancellation
        );
}
