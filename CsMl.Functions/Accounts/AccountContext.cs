using CsMl.Core.Accounts;
using CsMl.Core.Accounts.Import;
using CsMl.Core.Crm;
using CsMl.Core.Health;
using CsMl.Core.Json;
using CsMl.Core.Requests;
using CsMl.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;

namespace CsMl.Functions.Accounts;

/// <summary>Reads and replaces the facts of an account in the embedded CRM.</summary>
public sealed class AccountContext(
    HttpFunctionInvoker invoker,
    AccountIndex index,
    FindAccount find,
    IOptions<HealthOptions> health,
    TimeProvider time
)
{
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
                var (body, refusal) = await RequestBody.ReadAsync(request, RequestBody.MaxContextBytes, cancellation);
                if (refusal is not null)
                {
                    return refusal;
                }

                var warnings = new FieldErrors();
                var scale = health.Value.ScaleOf(account.Tenant);
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

                return await index.PutAsync(account.Tenant, read.Facts, cancellation)
                    ? new ContextAnswer(
                        Describe(
                            await find.WithRetentionAsync(account, new KnownAccount(read.Facts, default), cancellation)
                        ),
                        warnings.All,
                        read.UnknownWords
                    )
                    : ApiProblem.TooLargeToKeep(accountId);

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

    private DescribedAccount Describe(KnownAccount known) => new(known.Facts, known.LifecycleAt(time.GetUtcNow()));
}
