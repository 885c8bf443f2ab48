using CsMl.Core.Accounts;
using CsMl.Core.Crm;
using CsMl.Core.Ctas;
using CsMl.Core.Requests;
using CsMl.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Azure.Functions.Worker;

namespace CsMl.Functions.Ctas;

/// <summary>Reads and edits the playbooks of the embedded CRM.</summary>
public sealed class Playbooks(HttpFunctionInvoker invoker, EditPlaybooks keep, PlaybookStore store)
{
    private static readonly Parameter Status = Parameter.Word<PlaybookStatus>("status", "Only those of this status");

    private static readonly Parameter Type = Parameter.Word<CtaType>("ctaType", "Only those for CTAs of this type");

    internal static readonly Operation ListOperation = new("ListPlaybooks", AccessRole.Reader, "List the playbooks")
    {
        Query = [Status, Type],
    };

    internal static readonly Operation PostOperation = new("PostPlaybook", AccessRole.Admin, "Add a playbook")
    {
        Body = ReadPlaybook.Body,
        Status = StatusCodes.Status201Created,
        HasVersion = true,
        Problems = [ProblemCode.Conflict],
    };

    internal static readonly Operation GetOperation = new("GetPlaybook", AccessRole.Reader, "Show a playbook")
    {
        HasVersion = true,
        Problems = [ProblemCode.PlaybookNotFound],
    };

    internal static readonly Operation PutOperation = new("PutPlaybook", AccessRole.Admin, "Replace a playbook")
    {
        Body = ReadPlaybook.Body,
        HasVersion = true,
        Problems = [ProblemCode.PlaybookNotFound, ProblemCode.Conflict],
    };

    internal static readonly Operation DeleteOperation = new("DeletePlaybook", AccessRole.Admin, "Delete a playbook")
    {
        Details = "CTAs that were made with it stay as they are.",
        HasVersion = true,
        Problems = [ProblemCode.PlaybookNotFound, ProblemCode.Conflict],
    };

    private const string All = Routes.Portfolio + "playbooks";
    private const string One = All + "/{playbookId}";

    [Function("ListPlaybooks")]
    public Task<Results<JsonAnswer<PlaybooksAnswer>, ProblemHttpResult>> ListAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", "head", Route = All)] HttpRequest request,
        CancellationToken cancellation
    ) =>
        invoker.AnswerAsync(
            request,
            ListOperation,
            HttpJson.Plain.PlaybooksAnswer,
            async tenant =>
            {
                var fields = Fields.Of(request.Query);
                var status = fields.Word<PlaybookStatus>(Status);
                var type = fields.Word<CtaType>(Type);
                if (fields.Refusal is { } invalid)
                {
                    return invalid;
                }

                var all = await store.ListAsync(tenant, cancellation);
                return new PlaybooksAnswer([
                    .. all.Where(p => (status ?? p.Status) == p.Status && (type is null || p.CtaType == type)),
                ]);
            },
            cancellation
        );

    [Function("PostPlaybook")]
    public Task<Results<JsonAnswer<Answer<Playbook>>, ProblemHttpResult>> PostAsync(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = All)] HttpRequest request,
        CancellationToken cancellation
    ) =>
        invoker.AnswerAsync(
            request,
            PostOperation,
            HttpJson.Plain.AnswerPlaybook,
            async tenant =>
            {
                var (told, refusal) = await ReadPlaybook.OfAsync(request, cancellation);
                if (refusal is not null)
                {
                    return refusal;
                }

                var added = Tell(
                    request,
                    await keep.AddAsync(tenant, told, cancellation, IdempotentCall.KeyOf(request))
                );
                return added.Refusal is null ? added.As(PostOperation.Status) : added;
            },
            cancellation
        );

    [Function("GetPlaybook")]
    public Task<Results<JsonAnswer<Answer<Playbook>>, ProblemHttpResult>> GetAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", "head", Route = One)] HttpRequest request,
        string playbookId,
        CancellationToken cancellation
    ) =>
        invoker.AnswerAsync(
            request,
            GetOperation,
            HttpJson.Plain.AnswerPlaybook,
            async tenant => Tell(request, await keep.FindAsync(tenant, playbookId, cancellation)),
            cancellation
        );

    [Function("PutPlaybook")]
    public Task<Results<JsonAnswer<Answer<Playbook>>, ProblemHttpResult>> PutAsync(
        [HttpTrigger(AuthorizationLevel.Function, "put", Route = One)] HttpRequest request,
        string playbookId,
        CancellationToken cancellation
    ) =>
        invoker.AnswerAsync(
            request,
            PutOperation,
            HttpJson.Plain.AnswerPlaybook,
            async tenant =>
            {
                var versions = EntityTags.Of(request, out var untold);
                var (told, invalid) = await ReadPlaybook.OfAsync(request, cancellation);
                return (untold ?? invalid) is { } refusal
                    ? refusal
                    : Tell(request, await keep.ReplaceAsync(tenant, playbookId, told, versions.Admit, cancellation));
            },
            cancellation
        );

    [Function("DeletePlaybook")]
    public Task<Results<JsonAnswer<Answer<Playbook>>, ProblemHttpResult>> DeleteAsync(
        [HttpTrigger(AuthorizationLevel.Function, "delete", Route = One)] HttpRequest request,
        string playbookId,
        CancellationToken cancellation
    ) =>
        invoker.AnswerAsync(
            request,
            DeleteOperation,
            HttpJson.Plain.AnswerPlaybook,
            async tenant =>
            {
                var versions = EntityTags.Of(request, out var refusal);
                return refusal is not null
                    ? refusal
                    : Tell(request, await keep.DeleteAsync(tenant, playbookId, versions.Admit, cancellation));
            },
            cancellation
        );

    private static ApiResult<Answer<Playbook>> Tell(HttpRequest request, PlaybookResult kept)
    {
        if (kept.Playbook is null)
        {
            return kept.Refusal switch
            {
                CtaPatchProblem.NotFound => ApiProblem.PlaybookNotFound,
                CtaPatchProblem.Stale => ApiProblem.Stale(kept.Detail!),
                _ => ApiProblem.Conflict(kept.Detail!),
            };
        }

        // Uses change the answer, but are no change that an If-Match guards against.
        EntityTags.Tell(request, kept.Version, kept.Playbook.TimesUsed);
        return new Answer<Playbook>(kept.Playbook);
    }
}
