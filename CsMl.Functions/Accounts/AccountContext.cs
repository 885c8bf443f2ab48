using CsMl.Core.Accounts;
using CsMl.Core.Accounts.Import;
using CsMl.Core.Crm;
using CsMl.Core.Json;
using CsMl.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Azure.Functions.Worker;

namespace CsMl.Functions.Accounts;

/// <summary>Reads and replaces the facts of an account in the embedded CRM.</summary>
public sealed class AccountContext(HttpFunctionInvoker invoker, AccountIndex index)
{
    private const string Route = Routes.Account + "context";

    [Function("GetContext")]
    public Task<Results<JsonAnswer<Answer<AccountFacts>>, ProblemHttpResult>> GetAsync(
        [HttpTrigger(AuthorizationLevel.Function, "get", "head", Route = Route)] HttpRequest request,
        string accountId,
        CancellationToken cancellation
    ) =>
        invoker.AnswerAsync(
            request,
            accountId,
            HttpJson.Plain.AnswerAccountFacts,
            async account =>
                await index.FindAsync(account, cancellation) is { } known
                    ? new Answer<AccountFacts>(known.Facts)
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
                var read = ReadAccount.TryParse(body.Span, accountId, Warn, out var errors);
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
                    ? new ContextAnswer(read.Facts, warnings.All)
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
}
