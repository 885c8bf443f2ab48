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

    private static readonly Parameter Owner = Parameter.Text("ownerId", 128, "Only CTAs of this owner");

    private static readonly Parameter Status = Parameter.Word<CtaStatus>("status", "Only CTAs of this status");

    private static readonly Parameter Type = Parameter.Word<CtaType>("type", "Only CTAs of this type");

    private static readonly Parameter DueBefore = Parameter.Instant("dueBefore", "Only CTAs that are due before");

    internal static readonly Operation ListOperation = new(
        "ListPortfolioCtas",
        AccessRole.Reader,
        "List the CTAs of all accounts"
    )
    {
        Details = "Those that the app made. Without `status` the open ones.",
        Query = [Owner, Status, DueBefore, Type, Parameters.Limit, Parameters.Cursor],
    };

    internal static readonly Operation PatchOperation = new("PatchCtas", AccessRole.Agent, "Change many CTAs")
    {
        Details = "Answers for each what a change of it alone would have answered.",
        Body = ReadCtasPatch.Body,
        HasCaller = true,
    };

    [Function("ListPortfolioCtas")]
    public Task<Results<JsonAnswer<CtasAnswer>, ProblemHttpResult>> ListAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", "head", Route = All)] HttpRequest request,
        CancellationToken cancellation
    ) =>
        invoker.AnswerAsync(
            request,
            ListOperation,
            HttpJson.Plain.CtasAnswer,
            async tenant =>
            {
                var fields = Fields.Of(request.Query);
                var filter = new CtaFilter(
                    fields.Text(Owner),
                    fields.Word<CtaStatus>(Status),
                    fields.Word<CtaType>(Type),
                    fields.Instant(DueBefore)
                );
                var here = $"{(filter.IsOfClosed ? "closed" : "open")} ctas of {tenant}";
                var cursor = fields.Cursor(here);
                var limit = fields.Whole(Parameters.Limit);
                if (fields.Refusal is { } invalid)
                {
                    return invalid;
                }

                var page = await list.RunAsync(tenant, filter, cursor, limit, cancellation);
                return new CtasAnswer(page.Ctas, Cursor.NextLink(request, here, page.Next));
            },
            cancellation
        );

    [Function("PatchCtas")]
    public Task<Results<JsonAnswer<PatchedCtasAnswer>, ProblemHttpResult>> PatchAsync(
        [HttpTrigger(AuthorizationLevel.Function, "patch", Route = All)] HttpRequest request,
        CancellationToken cancellation
    ) =>
        invoker.AnswerAsync(
            request,
            PatchOperation,
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
