using System.Globalization;
using CsMl.Core.Accounts;
using CsMl.Core.Json;
using CsMl.Core.Limits;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace CsMl.Functions.Http;

/// <summary>The reason why a call failed, as problem details (RFC 9457) with a code and the invalid fields.</summary>
public sealed record ApiProblem(int Status, string Code, string Detail)
{
    private const int MostErrors = 50;

    /// <summary>For each invalid field: what is wrong with it and what would be right.</summary>
    public IReadOnlyDictionary<string, string[]>? Errors { get; private init; }

    /// <summary>The lifecycle of an account that is no customer; null for other problems.</summary>
    public AccountLifecycle? Standing { get; private init; }

    /// <summary>After how many seconds the call may succeed; null if it will not by itself.</summary>
    /// <remarks>The header Retry-After says the same, but many callers do not see headers.</remarks>
    public int? RetryAfter { get; init; }

    /// <summary>The limit that is reached; null for other problems.</summary>
    public LimitUse? Limit { get; init; }

    /// <summary>The role that the call takes; null for other problems.</summary>
    public string? RequiredRole { get; init; }

    internal ApiProblem(ProblemCode code, string detail)
        : this(code.Status, code.Name, detail) { }

    /// <summary>A problem that passes by itself; the header Retry-After says when, too.</summary>
    internal static ApiProblem Passing(HttpRequest request, ProblemCode code, string detail, int seconds)
    {
        request.HttpContext.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return new ApiProblem(code, detail) { RetryAfter = seconds };
    }

    public static ApiProblem Invalid(IReadOnlyList<FieldError> errors) => Invalid(errors, ProblemCode.InvalidRequest);

    internal static ApiProblem Invalid(IReadOnlyList<FieldError> errors, ProblemCode code) =>
        new(code, Sentences(errors))
        {
            Errors = errors
                .Take(MostErrors)
                .GroupBy(e => e.Field.Length == 0 ? "body" : e.Field, StringComparer.Ordinal)
                .ToDictionary(g => g.Key, g => g.Select(e => e.Message).ToArray(), StringComparer.Ordinal),
        };

    /// <summary>The account has left or is no customer, so there is nothing to predict and nothing to do.</summary>
    public static ApiProblem NoCustomer(string accountId, AccountLifecycle lifecycle)
    {
        var since = lifecycle.Since is { } at ? FormatDate.Of(at) : null;
        var (code, what) =
            lifecycle.State == Lifecycle.NotCustomer
                ? (ProblemCode.NotACustomer, "is no customer")
                : (ProblemCode.AccountHasLeft, since is null ? "has left" : $"left on {since}");
        return new ApiProblem(code, $"Account '{accountId}' {what}. {lifecycle.Reason}.") { Standing = lifecycle };
    }

    private static string Sentences(IReadOnlyList<FieldError> errors) =>
        string.Join(' ', errors.Take(3).Select(e => e.Sentence()));

    public static ApiProblem Invalid(string field, string message) => Invalid([new FieldError(field, message)]);

    public static ApiProblem AccountNotFound(string accountId) =>
        new(ProblemCode.AccountNotFound, $"There is no account '{accountId}'.");

    public static ApiProblem AccountErased(string accountId) =>
        new(
            ProblemCode.AccountErased,
            $"Account '{accountId}' was erased. Send the facts again with restore=true if it is to come back."
        );

    /// <summary>Neither the CRM nor the app has a CTA with this id for the account.</summary>
    public static ApiProblem CtaNotFound(string accountId) =>
        new(ProblemCode.CtaNotFound, $"Account '{accountId}' has no such CTA.");

    public static ApiProblem PlaybookNotFound => new(ProblemCode.PlaybookNotFound, "There is no such playbook.");

    public static ApiProblem Stale(string detail) => new(ProblemCode.PreconditionFailed, detail);

    public static ApiProblem Conflict(string detail) => new(ProblemCode.Conflict, detail);

    public static ApiProblem TooLarge(long maxBytes) =>
        new(ProblemCode.BodyTooLarge, $"The body is larger than {maxBytes} bytes; send less at a time.");

    /// <summary>The body is within the size limit, but the facts are too large to store.</summary>
    public static ApiProblem TooLargeToKeep(string accountId) =>
        new(
            ProblemCode.BodyTooLarge,
            $"The facts of account '{accountId}' are larger than can be stored, even compressed; leave out its oldest activities."
        );

    public static ApiProblem UnsupportedMediaType(string wanted) =>
        new(
            ProblemCode.UnsupportedMediaType,
            $"The body's type is not supported; send the header Content-Type: {wanted}."
        );

    /// <summary>The body has a Content-Encoding that is not read.</summary>
    public static ApiProblem UnsupportedEncoding =>
        new(
            ProblemCode.UnsupportedMediaType,
            "The body's encoding is not supported; send Content-Encoding: gzip, or none."
        );

    public ProblemHttpResult ToProblem()
    {
        var problem = new ProblemDetails
        {
            Status = Status,
            Title = Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(Status),
            Detail = Detail,
        };
        problem.Extensions["code"] = Code;
        if (Errors is not null)
        {
            problem.Extensions["errors"] = Errors;
        }

        if (RetryAfter is not null)
        {
            problem.Extensions["retryAfter"] = RetryAfter;
        }

        if (Limit is not null)
        {
            problem.Extensions["limit"] = RateLimitFields.ToJson(Limit);
        }

        if (RequiredRole is not null)
        {
            problem.Extensions["requiredRole"] = RequiredRole;
        }

        if (Standing is not null)
        {
            problem.Extensions["lifecycle"] = EnumNames.Of(Standing.State);
            problem.Extensions["reason"] = Standing.Reason;
            problem.Extensions["since"] = Standing.Since?.UtcDateTime;
        }

        return TypedResults.Problem(problem);
    }
}
