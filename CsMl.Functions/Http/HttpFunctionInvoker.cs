using System.Text.Json.Serialization.Metadata;
using CsMl.Core.Accounts;
using CsMl.Core.Crm;
using CsMl.Core.Limits;
using CsMl.Core.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Logging;

namespace CsMl.Functions.Http;

/// <summary>
/// Does the work common to all HTTP functions: finds the caller, the role and the tenant, checks the account id, turns
/// every failure into problem details and every change into a row of the audit. No exception leaves a function, because
/// the host would respond with a bare 500.
/// </summary>
public sealed partial class HttpFunctionInvoker(
    CheckAccess access,
    AuditCall audit,
    IdempotentCall idempotent,
    ILogger<HttpFunctionInvoker> log
)
{
    private const int ClientClosedRequest = 499;
    private const int SecondsToRetry = 5;

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
            return ProblemOf(request, e, cancellation);
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

    private ProblemHttpResult ProblemOf(HttpRequest request, Exception exception, CancellationToken cancellation)
    {
        if (request.HttpContext.RequestAborted.IsCancellationRequested)
        {
            // The caller disconnected; the exception is a consequence of that.
            CallerGone(log, exception);
            return new ApiProblem(ClientClosedRequest, "CANCELLED", "The caller went away.").ToProblem();
        }

        switch (exception)
        {
            case OperationCanceledException when cancellation.IsCancellationRequested:
                return TryLater(
                    request,
                    ProblemCode.ShuttingDown,
                    "The app is being stopped; try again in a few seconds."
                );
            case StorageUnavailableException e:
                StorageUnavailable(log, e);
                return TryLater(
                    request,
                    ProblemCode.StorageUnavailable,
                    "The storage is not available; try again in a few seconds."
                );
            case CrmException e:
                SourceUnavailable(log, e);
                return TryLater(
                    request,
                    ProblemCode.CrmUnavailable,
                    "The CRM did not answer; try again in a few seconds."
                );
            case BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge }:
                return ApiProblem.TooLarge(RequestBody.MaxImportBytes).ToProblem();
            case BadHttpRequestException:
                return ApiProblem
                    .Invalid("", "The request is broken off or malformed; send it again whole")
                    .ToProblem();
            default:
                Failed(log, exception);
                return new ApiProblem(ProblemCode.InternalError, "The call failed; the log says why.").ToProblem();
        }
    }

    private static void Protect(IHeaderDictionary headers)
    {
        headers.XContentTypeOptions = "nosniff";
        // Responses contain one tenant's data: shared caches must not store them, and private caches must revalidate
        // them.
        headers.CacheControl = "private, no-cache";
    }

    private static ProblemHttpResult TryLater(HttpRequest request, ProblemCode code, string detail)
    {
        return ApiProblem.Passing(request, code, detail, SecondsToRetry).ToProblem();
    }

    [LoggerMessage(LogLevel.Debug, "The caller went away before the answer")]
    private static partial void CallerGone(ILogger log, Exception e);

    [LoggerMessage(LogLevel.Warning, "The storage did not answer a call")]
    private static partial void StorageUnavailable(ILogger log, Exception e);

    [LoggerMessage(LogLevel.Warning, "The CRM did not answer a call")]
    private static partial void SourceUnavailable(ILogger log, Exception e);

    [LoggerMessage(LogLevel.Error, "A call failed")]
    private static partial void Failed(ILogger log, Exception e);
}
