using CsMl.Core.Accounts;
using CsMl.Core.Ctas;
using CsMl.Core.Requests;
using CsMl.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Azure.Functions.Worker;

namespace CsMl.Functions.Ctas;

/// <summary>Lists and updates the app's CTAs over all accounts.</summary>
public sealed class PortfolioCtas(
    HttpFunctionInvoker invoker,
    CallerIdentity caller,
    ListPortfolioCtas list,
    UpdateCtas change,
    TimeProvider time
)
{
    private const string All = Routes.Portfolio + "ctas";
    private const int LongestId = 128;

    [Function("ListPortfolioCtas")]
    public Task<Results<JsonAnswer<CtasAnswer>, ProblemHttpResult>> ListAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", "head", Route = All)] HttpRequest request,
        CancellationToken cancellation
    ) =>
        invoker.AnswerAsync(
            request,
            HttpJson.Plain.CtasAnswer,
            async tenant =>
            {
                var fields = Fields.Of(request.Query);
                var filter = new CtaFilter(
                    fields.Text("ownerId", LongestId),
                    fields.Word<CtaStatus>("status"),
                    fields.Word<CtaType>("type"),
                    fields.Instant("dueBefore")
                );
                var here = $"{(filter.IsOfClosed ? "closed" : "open")} ctas of {tenant}";
                var cursor = fields.Cursor("cursor", here);
                var limit = fields.Whole("limit", 1, 100, 20);
                if (fields.Refusal is { } invalid)
                {
                    return invalid;
                }

                var page = await list.RunAsync(tenant, filter, cursor, limit, cancellation);
                return new CtasAnswer(page.Ctas, Cursor.NextLink(request, here, page.Next));
            },
            cancellation,
            "ownerId",
            "status",
            "dueBefore",
            "type",
            "limit",
            "cursor"
        );

    [Function("PatchCtas")]
    public Task<Results<JsonAnswer<PatchedCtasAnswer>, ProblemHttpResult>> PatchAsync(
        [HttpTrigger(AuthorizationLevel.Function, "patch", Route = All)] HttpRequest request,
        CancellationToken cancellation
    ) =>
        invoker.AnswerAsync(
            request,
            HttpJson.Plain.PatchedCtasAnswer,
            async tenant =>
            {
                var stranger = caller.Find(request, out var by);
                var (ctas, asked, invalid) = await ReadCtasPatch.OfAsync(request, time.GetUtcNow(), cancellation);
                if ((stranger ?? invalid) is { } refusal)
                {
                    return refusal;
                }

                var keys = ctas.Select(cta => (new AccountKey(tenant, cta.AccountId), cta.CtaId)).ToList();
                var results = await change.RunAsync(keys, asked, by, cancellation);
                return PatchedCtasAnswer.Of([.. ctas.Zip(results, Tell)]);
            },
            cancellation
        );

    private static PatchedCta Tell((string AccountId, string CtaId) cta, CtaPatchResult? edit)
    {
        var problem = edit is null
            ? ApiProblem.AccountNotFound(cta.AccountId)
            : AccountCtas.ProblemOf(edit, cta.AccountId);
        return problem is null
            ? new PatchedCta(cta.AccountId, cta.CtaId, StatusCodes.Status200OK, edit!.Record!.Cta)
            : new PatchedCta(cta.AccountId, cta.CtaId, problem.Status, Code: problem.Code, Detail: problem.Detail);
    }
}
