using CsMl.Core.Accounts;
using CsMl.Core.Accounts.Import;
using CsMl.Core.Crm;
using CsMl.Core.Json;
using CsMl.Core.Portfolio;
using CsMl.Core.Requests;
using CsMl.Core.Settings;
using CsMl.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Azure.Functions.Worker;

namespace CsMl.Functions.Accounts;

/// <summary>Reads and replaces the facts of an account in the embedded CRM.</summary>
public sealed class AccountContext(
    HttpFunctionInvoker invoker,
    AccountIndex index,
    FindAccount find,
    EraseAccount erase,
    TenantSettings settings,
    TimeProvider time
)
{
    private static readonly Parameter Restore = Parameter.Flag(
        "restore",
        "Whether an account that was erased is to come back"
    );

    internal static readonly Operation GetOperation = new(
        "GetContext",
        AccessRole.Reader,
        "Show what is known of an account"
    );

    internal static readonly Operation PutOperation = new(
        "PutContext",
        AccessRole.Agent,
        "Replace what is known of an account"
    )
    {
        Query = [Restore],
        Problems = [ProblemCode.AccountErased],
        Details =
            "Replaces all facts. Words of a CRM for statuses, types and roles are read by their meaning; unknown fields and words are named in the answer.",
        Body = new BodyShape.Facts(ImportKind.Accounts),
    };

    private const string Route = Routes.Account + "context";

    [Function("GetContext")]
    public Task<Results<JsonAnswer<Answer<DescribedAccount>>, ProblemHttpResult>> GetAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", "head", Route = Route)] HttpRequest request,
        string accountId,
        CancellationToken cancellation
    ) =>
        invoker.AnswerAsync(
            request,
            GetOperation,
            accountId,
            HttpJson.Plain.AnswerDescribedAccount,
            async account =>
                await find.RunAsync(account, cancellation) is { } known
                    ? new Answer<DescribedAccount>(Describe(known))
                    : ApiProblem.AccountNotFound(accountId),
            cancellation
        );

    [Function("PutContext")]
    public Task<Results<JsonAnswer<ContextAnswer>, ProblemHttpResult>> PutAsync(
        [HttpTrigger(AuthorizationLevel.Function, "put", Route = Route)] HttpRequest request,
        string accountId,
        CancellationToken cancellation
    ) =>
        invoker.AnswerAsync(
            request,
            PutOperation,
            accountId,
            HttpJson.Plain.ContextAnswer,
            async account =>
            {
                var query = Fields.Of(request.Query);
                var isRestored = query.Flag(Restore);
                if (query.Refusal is { } wrong)
                {
                    return wrong;
                }

                var (body, refusal) = await RequestBody.ReadAsync(request, RequestBody.MaxContextBytes, cancellation);
                if (refusal is not null)
                {
                    return refusal;
                }

                var warnings = new FieldErrors();
                var scale = (await settings.OfAsync(account.Tenant, cancellation)).Health;
                var read = ReadAccount.TryParse(body.Span, accountId, scale, Warn, out var errors);
                if (read is null)
                {
                    return ApiProblem.Invalid(errors);
                }

                if (read.Facts.AccountId != accountId)
                {
                    return ApiProblem.Invalid(
                        "accountId",
                        $"is not the '{accountId}' of the route; write that, or leave it out"
                    );
                }

                if (isRestored)
                {
                    await erase.RestoreAsync(account, cancellation);
                }

                return await StoreAsync(account, read, warnings, cancellation);

                void Warn(string name, string? nearest) =>
                    warnings.Add(
                        name,
                        nearest is null
                            ? "is not known and was ignored"
                            : $"is not known and was ignored; did you mean {nearest}?"
                    );
            },
            cancellation
        );

    private async Task<ApiResult<ContextAnswer>> StoreAsync(
        AccountKey account,
        AccountLine read,
        FieldErrors warnings,
        CancellationToken cancellation
    )
    {
        switch (await index.ReplaceAsync(account.Tenant, read.Facts, cancellation))
        {
            case PutRefusal.Erased:
                return ApiProblem.AccountErased(account.AccountId);
            case not null:
                return ApiProblem.TooLargeToKeep(account.AccountId);
        }

        var known = await find.WithRetentionAsync(account, new KnownAccount(read.Facts, default), cancellation);
        return new ContextAnswer(Describe(known), warnings.All, read.UnknownWords);
    }

    private DescribedAccount Describe(KnownAccount known) => new(known.Facts, known.LifecycleAt(time.GetUtcNow()));
}
