using CsMl.Core.Storage;
using CsMl.Functions.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace CsMl.Functions.Dashboard;

/// <summary>
/// Finds who asks for a page. With access keys a session says so; where App Service authentication signs in, its
/// principal; the local host without a key serves its own machine. Anybody else sees no page, because no key of the
/// Functions host protects one: a browser cannot send it.
/// </summary>
public sealed class PageAccess(
    CheckAccess access,
    AccessKeys keys,
    PageSessions sessions,
    PageCookies cookies,
    Tenancy tenancy,
    OuterGate gate,
    IOptions<TenancyOptions> options,
    IConfiguration configuration
)
{
    /// <summary>Set by App Service where its authentication is on, and replaces what a caller claims to be.</summary>
    internal const string AuthenticationIsOn = "WEBSITE_AUTH_ENABLED";

    /// <summary>True if people sign in here.</summary>
    internal bool TakesKeys => keys.Any;

    /// <summary>False if nobody can see a page as the app is configured.</summary>
    internal bool IsOpenToAnybody =>
        keys.Any
        || (options.Value.Mode == TenancyMode.Claim && configuration.GetValue<bool>(AuthenticationIsOn))
        || gate == OuterGate.Loopback;

    /// <summary>The visit, or why there is none: null without a problem if somebody must sign in first.</summary>
    internal async Task<(PageVisit? Visit, ApiProblem? Problem)> FindAsync(
        HttpRequest request,
        AccessRole needed,
        CancellationToken cancellation
    )
    {
        if (!IsOpenToAnybody)
        {
            return (null, new ApiProblem(ProblemCode.RoleRequired, Texts.SignIn.NoKeys));
        }

        var signedIn = keys.Any ? cookies.ReadSession(request) : null;
        var session = signedIn is not null ? await sessions.FindAsync(signedIn.Bytes, cancellation) : null;
        if (keys.Any && SetCaller(request, session) is var isSignedIn && !isSignedIn)
        {
            return (null, null);
        }

        var refusal = access.Find(request, needed, out var caller);
        if (refusal is not null)
        {
            return (null, refusal);
        }

        var secret = signedIn ?? cookies.EnsureVisit(request);
        return (new PageVisit(request, caller, session?.UserId, secret.FormToken, CanSignOut: keys.Any), null);
    }

    /// <summary>False if there is no session, or its access key is no longer configured.</summary>
    private bool SetCaller(HttpRequest request, PageSession? session)
    {
        if (session is null || keys.FindByHash(Convert.FromHexString(session.KeyHash)) is not { } key)
        {
            return false;
        }

        if (tenancy.Find(request, key.Tenant, out var tenant) is not null)
        {
            return false;
        }

        request.HttpContext.Features.Set(new SignedInCaller(new Caller(key.Name, key.Role, tenant)));
        return true;
    }
}
