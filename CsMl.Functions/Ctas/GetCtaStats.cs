using CsMl.Core.Requests;
using CsMl.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Azure.Functions.Worker;

namespace CsMl.Functions.Ctas;

public sealed class GetCtaStats(HttpFunctionInvoker invoker, SummarizeCtas sumUp)
{
    internal static readonly Operation Operation = new(
        nameof(GetCtaStats),
        AccessRole.Reader,
        "Count the CTAs and what became of them"
    );

    [Function(nameof(GetCtaStats))]
    public Task<Results<JsonAnswer<Answer<CtaStatistics>>, ProblemHttpResult>> RunAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", "head", Route = Routes.Portfolio + "cta-stats")]
            HttpRequest request,
        CancellationToken cancellation
    ) =>
        invoker.AnswerAsync(
            request,
            Operation,
            HttpJson.Plain.AnswerCtaStatistics,
            async tenant => new Answer<CtaStatistics>(await sumUp.RunAsync(tenant, cancellation)),
            cancellation
        );
}
