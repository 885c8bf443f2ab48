using System.Text.Json.Serialization.Metadata;
using CsMl.Core.Accounts;
using CsMl.Core.Limits;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CsMl.Functions.Http;

/// <summary>
/// Does the work common to all HTTP functions: finds the caller, the role and the tenant, checks the account id, turns
/// every failure into problem details and every change into a row of the audit. No exception leaves a function, because
/// the host would respond with a bare 500.
/// </summary>
public sealed class HttpFunctionInvoker(
    CheckAccess access,
    AuditCall audit,
    IdempotentCall idempotent,
    CallFailures failures
)
{
    internal Task<Results<JsonAnswer<T>, ProblemHttpResult>> AnswerAsync<T>(
        HttpRequest request,
        Operation operation,
        string accountId,
        JsonTypeInfo<T> shape,
        Func<AccountKey, Task<ApiResult<T>>> answer,
        CancellationToken cancellation
    ) =>
        AnswerAsync(
            request,
            operation,
            shape,
            tenant =>
                AccountId.IsValid(accountId)
                    ? answer(new AccountKey(tenant, accountId))
                    : Task.FromResult<ApiResult<T>>(ApiProblem.Invalid("accountId", AccountId.Rule)),
            cancellation,
            accountId
        );

    /// <param name="operation">Says which role the call takes, and which query parameters it knows.</param>
    /// <param name="cancellation">The invocation's token, which the host cancels when it stops.</param>
    /// <param name="accountId">The account that the call is about; null if it is about none or several.</param>
    internal async Task<Results<JsonAnswer<T>, ProblemHttpResult>> AnswerAsync<T>(
        HttpRequest request,
        Operation operation,
        JsonTypeInfo<T> shape,
        Func<string, Task<ApiResult<T>>> answer,
        CancellationToken cancellation,
        string? accountId = null
    )
    {
        Protect(request.HttpContext.Response.Headers);
        try
        {
            var stranger = access.Find(request, operation.Role!.Value, out var caller);
            if ((stranger ?? UnknownName.RefuseQuery(request, operation.QueryNames)) is { } invalid)
            {
                return invalid.ToProblem();
            }

            request.HttpContext.Features.Set(caller);
            if (IdempotentCall.IsAsked(request))
            {
                return await idempotent.AnswerAsync(request, caller.Tenant, accountId, shape, DoAsync, cancellation);
            }

            var reply = await DoAsync(caller.Tenant);
            return reply.Refusal is { } refusal
                ? refusal.ToProblem()
                : new JsonAnswer<T>(reply.Value!, shape, reply.Status);

            async Task<ApiResult<T>> DoAsync(string tenant)
            {
                var done = await WithinLimitsAsync(request, () => answer(tenant));
                if (done.Refusal is null)
                {
                    await audit.RecordAsync(request, operation, caller, accountId, done.Change);
                }

                return done;
            }
        }
        catch (Exception e)
        {
            return failures.ProblemOf(request, e, cancellation).ToProblem();
        }
    }

    private static async Task<ApiResult<T>> WithinLimitsAsync<T>(HttpRequest request, Func<Task<ApiResult<T>>> answer)
    {
        try
        {
            return await answer();
        }
        catch (LimitReachedException e)
        {
            return RateLimitFields.Refuse(request, e.Use);
        }
    }

    private static void Protect(IHeaderDictionary headers)
    {
        headers.XContentTypeOptions = "nosniff";
        // Responses contain one tenant's data: shared caches must not store them, and private caches must revalidate
        // them.
        headers.CacheControl = "private, no-cache";
    }
}
