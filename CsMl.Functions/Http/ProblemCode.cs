using static Microsoft.AspNetCore.Http.StatusCodes;

namespace CsMl.Functions.Http;

/// <summary>A kind of failure that callers can tell from others by its name.</summary>
/// <param name="Name">The <c>code</c> of the problem details.</param>
/// <param name="Meaning">A sentence for callers.</param>
internal sealed record ProblemCode(int Status, string Name, string Meaning)
{
    public static readonly ProblemCode InvalidRequest = new(
        Status400BadRequest,
        "INVALID_REQUEST",
        "Something in the request is wrong; `errors` names each field and what would be right."
    );

    public static readonly ProblemCode InvalidPredictionType = new(
        Status400BadRequest,
        "INVALID_PREDICTION_TYPE",
        "There is no such type of predictions."
    );

    public static readonly ProblemCode TenantMissing = new(
        Status400BadRequest,
        "TENANT_REQUIRED",
        "The header X-Tenant-ID is missing."
    );

    public static readonly ProblemCode TenantInvalid = new(
        Status400BadRequest,
        "TENANT_INVALID",
        "The tenant's id is malformed."
    );

    public static readonly ProblemCode NotSignedIn = new(
        Status401Unauthorized,
        "TENANT_REQUIRED",
        "The caller is not signed in as somebody of a tenant."
    );

    public static readonly ProblemCode AccessKeyUnknown = new(
        Status401Unauthorized,
        "ACCESS_KEY_UNKNOWN",
        "The access key is missing, malformed or unknown."
    );

    public static readonly ProblemCode RoleRequired = new(
        Status403Forbidden,
        "ROLE_REQUIRED",
        "The caller's role may not make the call; `requiredRole` names the one that may."
    );

    public static readonly ProblemCode TenantForbidden = new(
        Status403Forbidden,
        "TENANT_FORBIDDEN",
        "The caller is of another tenant."
    );

    public static readonly ProblemCode CrossSite = new(
        Status403Forbidden,
        "FORBIDDEN",
        "Another web site made the browser send this call."
    );

    public static readonly ProblemCode AccountNotFound = new(
        Status404NotFound,
        "ACCOUNT_NOT_FOUND",
        "There is no such account."
    );

    public static readonly ProblemCode PredictionNotFound = new(
        Status404NotFound,
        "PREDICTION_NOT_FOUND",
        "The account has no such prediction."
    );

    public static readonly ProblemCode CtaNotFound = new(
        Status404NotFound,
        "CTA_NOT_FOUND",
        "The account has no such CTA."
    );

    public static readonly ProblemCode PlaybookNotFound = new(
        Status404NotFound,
        "PLAYBOOK_NOT_FOUND",
        "There is no such playbook."
    );

    public static readonly ProblemCode FileNotFound = new(
        Status404NotFound,
        "FILE_NOT_FOUND",
        "There is no such file."
    );

    public static readonly ProblemCode RunNotFound = new(Status404NotFound, "RUN_NOT_FOUND", "There is no such run.");

    public static readonly ProblemCode CtaNotCreated = new(
        Status409Conflict,
        "CTA_NOT_CREATED",
        "No CTA was created; `detail` says why."
    );

    public static readonly ProblemCode AccountHasLeft = new(
        Status409Conflict,
        "ACCOUNT_HAS_LEFT",
        "The account has left; `lifecycle`, `reason` and `since` say how that is known."
    );

    public static readonly ProblemCode NotACustomer = new(
        Status409Conflict,
        "NOT_A_CUSTOMER",
        "The account is no customer; `lifecycle` and `reason` say why."
    );

    public static readonly ProblemCode AccountErased = new(
        Status409Conflict,
        "ACCOUNT_ERASED",
        "The account was erased; `restore=true` lets it come back."
    );

    public static readonly ProblemCode Conflict = new(
        Status409Conflict,
        "CONFLICT",
        "What is stored is in no state for this call."
    );

    public static readonly ProblemCode IdempotencyKeyInUse = new(
        Status409Conflict,
        "IDEMPOTENCY_KEY_IN_USE",
        "The same request is still being carried out; try again after `retryAfter` seconds."
    );

    public static readonly ProblemCode IdempotencyKeyReused = new(
        Status422UnprocessableEntity,
        "IDEMPOTENCY_KEY_REUSED",
        "The Idempotency-Key was sent with another request."
    );

    public static readonly ProblemCode PreconditionFailed = new(
        Status412PreconditionFailed,
        "PRECONDITION_FAILED",
        "If-Match names another version than the stored one."
    );

    public static readonly ProblemCode BodyTooLarge = new(
        Status413PayloadTooLarge,
        "BODY_TOO_LARGE",
        "The body is larger than the call takes."
    );

    public static readonly ProblemCode UnsupportedMediaType = new(
        Status415UnsupportedMediaType,
        "UNSUPPORTED_MEDIA_TYPE",
        "The body is of no type, or in no encoding, that is read."
    );

    public static readonly ProblemCode DailyLimitReached = new(
        Status429TooManyRequests,
        "DAILY_LIMIT_REACHED",
        "What the tenant may do of this a day is done; `limit` says how much, `retryAfter` when the next day begins."
    );

    public static readonly ProblemCode InternalError = new(
        Status500InternalServerError,
        "INTERNAL_ERROR",
        "The app is at fault; its log says why."
    );

    public static readonly ProblemCode StorageUnavailable = new(
        Status503ServiceUnavailable,
        "STORAGE_UNAVAILABLE",
        "The storage does not answer; try again after `retryAfter` seconds."
    );

    public static readonly ProblemCode CrmUnavailable = new(
        Status503ServiceUnavailable,
        "CRM_UNAVAILABLE",
        "The CRM does not answer; try again after `retryAfter` seconds."
    );

    public static readonly ProblemCode ShuttingDown = new(
        Status503ServiceUnavailable,
        "SHUTTING_DOWN",
        "The app is being stopped; try again after `retryAfter` seconds."
    );

    /// <summary>Any call may fail with these.</summary>
    public static readonly IReadOnlyList<ProblemCode> OfAllCalls =
    [
        InvalidRequest,
        TenantMissing,
        TenantInvalid,
        NotSignedIn,
        AccessKeyUnknown,
        RoleRequired,
        TenantForbidden,
        InternalError,
        StorageUnavailable,
        CrmUnavailable,
        ShuttingDown,
    ];
}
