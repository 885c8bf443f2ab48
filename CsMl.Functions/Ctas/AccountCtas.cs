using CsMl.Core.Accounts;
using CsMl.Core.Ctas;
using CsMl.Core.Requests;
using CsMl.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Azure.Functions.Worker;

namespace CsMl.Functions.Ctas;

/// <summary>Reads and updates the CTAs of one account.</summary>
public sealed class AccountCtas(HttpFunctionInvoker invoker, CallerIdentity caller, ListCtas list, UpdateCta change)
{
    private static readonly Parameter Status = Parameter.Word<CtaStatus>("status", "Only CTAs of this status");

    private static readonly Parameter Type = Parameter.Word<CtaType>("type", "Only CTAs of this type");

    internal static readonly Operation ListOperation = new("ListCtas", AccessRole.Reader, "List an account's CTAs")
    {
        Details = "Newest first.",
        Query = [Status, Type, Parameters.Limit, Parameters.Cursor],
    };

    internal static readonly Operation GetOperation = new(
        "GetCta",
        AccessRole.Reader,
        "Show a CTA with its tasks and its history"
    )
    {
        HasVersion = true,
        Problems = [ProblemCode.CtaNotFound],
    };

    internal static readonly Operation PatchOperation = new("PatchCta", AccessRole.Agent, "Change a CTA")
    {
        Details = "What is absent stays as it is.",
        Body = ReadCtaPatch.Body,
        HasVersion = true,
        HasCaller = true,
        Problems = [ProblemCode.CtaNotFound, ProblemCode.Conflict],
    };

    private const string One = Routes.Account + "ctas/{ctaId}";

    [Function("ListCtas")]
    public Task<Results<JsonAnswer<CtasAnswer>, ProblemHttpResult>> ListAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", "head", Route = Routes.AccountOnly + "ctas")]
            HttpRequest request,
        string accountId,
        CancellationToken cancellation
    ) =>
        invoker.AnswerAsync(
            request,
            ListOperation,
            accountId,
            HttpJson.Plain.CtasAnswer,
            async account =>
            {
                var here = $"ctas of {account.Tenant} {accountId}";
                var fields = Fields.Of(request.Query);
                var status = fields.Word<CtaStatus>(Status);
                var type = fields.Word<CtaType>(Type);
                var cursor = fields.Cursor(here);
                var limit = fields.Whole(Parameters.Limit);
                if (fields.Refusal is { } invalid)
                {
                    return invalid;
                }

                bool Wanted(Cta cta) => (status ?? cta.Status) == cta.Status && (type ?? cta.Type) == cta.Type;
                return await list.RunAsync(account, Wanted, cursor, limit, cancellation) is { } page
                    ? new CtasAnswer(page.Ctas, Cursor.NextLink(request, here, page.Next))
                    : ApiProblem.AccountNotFound(accountId);
            },
            cancellation
        );

    [Function("GetCta")]
    public Task<Results<JsonAnswer<Answer<CtaDetail>>, ProblemHttpResult>> GetAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", "head", Route = One)] HttpRequest request,
        string accountId,
        string ctaId,
        CancellationToken cancellation
    ) =>
        invoker.AnswerAsync(
            request,
            GetOperation,
            accountId,
            HttpJson.Plain.AnswerCtaDetail,
            async account =>
                await list.FindAsync(account, ctaId, cancellation) switch
                {
                    null => ApiProblem.AccountNotFound(accountId),
                    { Cta: null } => ApiProblem.CtaNotFound(accountId),
                    var found => Tell(request, found),
                },
            cancellation
        );

    [Function("PatchCta")]
    public Task<Results<JsonAnswer<Answer<CtaDetail>>, ProblemHttpResult>> PatchAsync(
        [HttpTrigger(AuthorizationLevel.Function, "patch", Route = One)] HttpRequest request,
        string accountId,
        string ctaId,
        CancellationToken cancellation
    ) =>
        invoker.AnswerAsync(
            request,
            PatchOperation,
            accountId,
            HttpJson.Plain.AnswerCtaDetail,
            async account =>
            {
                var versions = EntityTags.Of(request, out var untold);
                var stranger = caller.Find(request, out var by);
                var (asked, invalid) = await ReadCtaPatch.OfAsync(request, cancellation);
                if ((untold ?? stranger ?? invalid) is { } refusal)
                {
                    return refusal;
                }

                var edit = await change.RunAsync(account, ctaId, asked, versions.Admit, by, cancellation);
                return edit is null ? ApiProblem.AccountNotFound(accountId)
                    : ProblemOf(edit, accountId) is { } why ? why
                    : Tell(request, await list.ShowAsync(account.Tenant, edit.Record!, edit.Woken, cancellation));
            },
            cancellation
        );

    /// <summary>Null if the patch was not refused.</summary>
    internal static ApiProblem? ProblemOf(CtaPatchResult edit, string accountId) =>
        edit.Refusal switch
        {
            CtaPatchProblem.None => null,
            CtaPatchProblem.NotFound => ApiProblem.CtaNotFound(accountId),
            CtaPatchProblem.Invalid => ApiProblem.Invalid(edit.Field!, edit.Detail!),
            CtaPatchProblem.Stale => ApiProblem.Stale(edit.Detail!),
            CtaPatchProblem.Unavailable => new ApiProblem(ProblemCode.StorageUnavailable, edit.Detail!),
            CtaPatchProblem.Failed => new ApiProblem(ProblemCode.InternalError, edit.Detail!),
            _ => ApiProblem.Conflict(edit.Detail!),
        };

    private static Answer<CtaDetail> Tell(HttpRequest request, FoundCta found)
    {
        if (found.Version is { } version)
        {
            EntityTags.Tell(request, version);
        }

        return new Answer<CtaDetail>(found.Cta!);
    }
}
