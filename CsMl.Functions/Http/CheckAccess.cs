using CsMl.Core.Accounts;
using CsMl.Core.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace CsMl.Functions.Http;

/// <summary>
/// Finds who makes a call and whether the role suffices. Where keys are configured the key says so; where App Service
/// authentication names the tenant, the principal's app roles do; otherwise the host's gate does.
/// </summary>
public sealed class CheckAccess(Tenancy tenancy, AccessKeys keys, OuterGate gate, IOptions<AccessOptions> options)
{
    private const string RoleClaim = "roles";

    /// <summary>Sets the caller and returns null, or returns the problem if the call may not be made.</summary>
    internal ApiProblem? Find(HttpRequest request, AccessRole needed, out Caller caller)
    {
        if (request.HttpContext.Features.Get<SignedInCaller>() is { } signedIn)
        {
            caller = signedIn.Caller;
            return caller.Role >= needed ? null : TooSmall(caller, needed);
        }

        var refusal = keys.Any ? ByKey(request, out caller) : ByTenancy(request, out caller);
        return refusal ?? (caller.Role >= needed ? null : TooSmall(caller, needed));
    }

    private ApiProblem? ByKey(HttpRequest request, out Caller caller)
    {
        if (keys.Find(request.Headers.Authorization) is not { } key)
        {
            caller = new Caller(null, null, "");
            request.HttpContext.Response.Headers.WWWAuthenticate = "Bearer realm=\"csml\"";
            return new ApiProblem(
                ProblemCode.AccessKeyUnknown,
                "The call brings no access key, or one that is not known here; send it in the header Authorization: Bearer KEY."
            );
        }

        caller = new Caller(key.Name, key.Role, key.Tenant);
        var refusal = tenancy.Find(request, key.Tenant, out var tenant);
        caller = caller with { Tenant = tenant };
        return refusal;
    }

    private ApiProblem? ByTenancy(HttpRequest request, out Caller caller)
    {
        var refusal = tenancy.Find(request, out var tenant, out var principal);
        caller = principal is null
            ? new Caller(null, gate.Role, tenant)
            : new Caller(PrincipalId(request), RoleOf(principal), tenant);
        return refusal;
    }

    /// <summary>The greatest of the principal's app roles.</summary>
    private AccessRole? RoleOf(ForwardedPrincipal principal)
    {
        AccessRole? role = null;
        foreach (var name in principal.ValuesOf(RoleClaim, principal.RoleType))
        {
            if (EnumNames.Find<AccessRole>(name.ToLowerInvariant()) is { } named && !(named <= role))
            {
                role = named;
            }
        }

        return role ?? (options.Value.RequireAppRole ? null : AccessRole.Agent);
    }

    private static string? PrincipalId(HttpRequest request)
    {
        var id = request.Headers[CallerIdentity.PrincipalHeader].ToString();
        return AccountId.IsValid(id) ? id : null;
    }

    private static ApiProblem TooSmall(Caller caller, AccessRole needed)
    {
        var have = caller.Role is { } role ? $"the role {EnumNames.Of(role)}" : "no role";
        return new ApiProblem(
            ProblemCode.RoleRequired,
            $"The call needs the role {EnumNames.Of(needed)}, and its caller has {have}."
        )
        {
            RequiredRole = EnumNames.Of(needed),
        };
    }
}
