using CsMl.Core.Accounts;
using CsMl.Core.Ctas;
using CsMl.Core.Requests;
using CsMl.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Azure.Functions.Worker;

namespace CsMl.Functions.Ctas;

/// <summary>The CTAs of one account, to look at and to work off.</summary>
public sealed class AccountCtas(Doorbell doorbell, Caller caller, ListCtas list, ChangeCta change)
{
    private const string One = Routes.Account + "ctas/{ctaId}";

    [Function("ListCtas")]
    public Task<Results<JsonHttpResult<CtasAnswer>, ProblemHttpResult>> ListAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = Routes.Account + "ctas")] HttpRequest request,
        string accountId,
        CancellationToken cancellation
    ) =>
        doorbell.AnswerAsync(
            request,
            accountId,
            HttpJson.Plain.CtasAnswer,
            async tenant =>
            {
                var here = $"ctas of {tenant} {accountId}";
                var fields = Fields.Of(request.Query);
                var status = fields.Word("status", CtaWords.Statuses);
                var type = fields.Word("type", CtaWords.Types);
                var cursor = fields.Cursor("cursor", here);
                var limit = fields.Whole("limit", 1, 100, 20);
                if (fields.Refusal is { } invalid)
                {
                    return invalid;
                }

                bool Wanted(Cta cta) => (status ?? cta.Status) == cta.Status && (type ?? cta.Type) == cta.Type;
                return await list.RunAsync(tenant, accountId, Wanted, cursor, limit, cancellation) is { } page
                    ? new CtasAnswer(page.Ctas, Cursor.NextLink(request, here, page.Next))
                    : Refusal.AccountNotFound(accountId);
            },
            cancellation
        );

    [Function("GetCta")]
    public Task<Results<JsonHttpResult<Answer<CtaDetail>>, ProblemHttpResult>> GetAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = One)] HttpRequest request,
        string accountId,
        string ctaId,
        CancellationToken cancellation
    ) =>
        doorbell.AnswerAsync(
            request,
            accountId,
            HttpJson.Plain.AnswerCtaDetail,
            tenant => TellAsync(request, tenant, accountId, ctaId, cancellation),
            cancellation
        );

    [Function("PatchCta")]
    public Task<Results<JsonHttpResult<Answer<CtaDetail>>, ProblemHttpResult>> PatchAsync(
        [HttpTrigger(AuthorizationLevel.Function, "patch", Route = One)] HttpRequest request,
        string accountId,
        string ctaId,
        CancellationToken cancellation
    ) =>
        doorbell.AnswerAsync(
            request,
            accountId,
            HttpJson.Plain.AnswerCtaDetail,
            async tenant =>
            {
                var versions = Versions.Of(request, out var untold);
                var stranger = caller.Find(request, out var by);
                var (asked, invalid) = await ReadCtaChange.OfAsync(request, cancellation);
                if ((untold ?? stranger ?? invalid) is { } refusal)
                {
                    return refusal;
                }

                var edit = await change.RunAsync(tenant, accountId, ctaId, asked, versions.Admit, by, cancellation);
                return edit is null ? Refusal.AccountNotFound(accountId)
                    : Why(edit, accountId) is { } why ? why
                    : await TellAsync(request, tenant, accountId, ctaId, cancellation);
            },
            cancellation
        );

    private static Refusal? Why(CtaEdit edit, string accountId) =>
        edit.Refusal switch
        {
            CtaRefusal.None => null,
            CtaRefusal.NotFound => Refusal.CtaNotFound(accountId),
            CtaRefusal.Invalid => Refusal.Invalid(edit.Field!, edit.Detail!),
            CtaRefusal.Stale => Refusal.Stale(edit.Detail!),
            _ => Refusal.Conflict(edit.Detail!),
        };

    private async Task<Reply<Answer<CtaDetail>>> TellAsync(
        HttpRequest request,
        string tenant,
        string accountId,
        string ctaId,
        CancellationToken cancellation
    )
    {
        switch (await list.FindAsync(tenant, accountId, ctaId, cancellation))
        {
            case null:
                return Refusal.AccountNotFound(accountId);
            case { Cta: null }:
                return Refusal.CtaNotFound(accountId);
            case { Cta: { } cta, Version: var version }:
                if (version is { } seen)
                {
                    Versions.Tell(request, seen);
                }

                return new Answer<CtaDetail>(cta);
        }
    }
}
