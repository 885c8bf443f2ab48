using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace CsMl.Functions.Http;

/// <summary>Determines which tenant's data a call may access; no other code reads a tenant from a request.</summary>
public sealed class Tenancy(IOptions<TenancyOptions> options)
{
    public const string Header = "X-Tenant-ID";

    /// <summary>The signed-in principal, set by App Service authentication; callers cannot set it themselves.</summary>
    private const string PrincipalHeader = "X-MS-CLIENT-PRINCIPAL";

    /// <summary>The tenant in mode Single.</summary>
    public const string Single = "default";

    private const int MaxLength = 64;

    /// <summary>
    /// Returns null and sets <paramref name="tenant"/>, or returns the problem if the call has no access.
    /// </summary>
    /// <param name="principal">Who is signed in; null unless a principal names the tenant.</param>
    internal ApiProblem? Find(HttpRequest request, out string tenant, out ForwardedPrincipal? principal)
    {
        (tenant, principal) = (Single, null);
        if (options.Value.Mode == TenancyMode.Single)
        {
            return null;
        }

        var invalid = ReadHeader(request, out tenant);
        if (options.Value.Mode == TenancyMode.Header)
        {
            return invalid ?? (tenant.Length > 0 ? null : Missing);
        }

        principal = ForwardedPrincipal.Read(request.Headers[PrincipalHeader].ToString());
        return invalid ?? FromClaim(principal, named: tenant, out tenant);
    }

    /// <summary>The same for a caller who is of one tenant and brings the proof of it.</summary>
    /// <param name="own">That tenant; with one tenant it may be empty.</param>
    internal ApiProblem? Find(HttpRequest request, string own, out string tenant)
    {
        tenant = Single;
        if (options.Value.Mode == TenancyMode.Single)
        {
            return null;
        }

        var invalid = ReadHeader(request, out var named);
        tenant = own;
        return invalid
            ?? (
                named.Length == 0 || named == own
                    ? null
                    : Forbidden($"The header {Header} names another tenant than the access key's; leave it out.")
            );
    }

    /// <param name="tenant">The tenant that the header names; empty if it names none.</param>
    private static ApiProblem? ReadHeader(HttpRequest request, out string tenant)
    {
        tenant = request.Headers[Header].ToString();
        return tenant.Length == 0 || IsValid(tenant)
            ? null
            : Invalid($"The header {Header} has 1 to {MaxLength} characters of A-Z a-z 0-9 _ -.");
    }

    private ApiProblem? FromClaim(ForwardedPrincipal principal, string named, out string tenant)
    {
        var tenants = principal.ValuesOf(options.Value.ClaimType);
        tenant = tenants.FirstOrDefault("");
        if (tenants.Count > 1)
        {
            return Forbidden("The principal is of more than one tenant; sign in to one.");
        }

        if (tenant.Length == 0)
        {
            return new ApiProblem(
                ProblemCode.NotSignedIn,
                "The call is not signed in as a principal of a tenant; sign in first."
            );
        }

        if (!IsValid(tenant))
        {
            return Invalid("The principal's tenant is no tenant id.");
        }

        return named.Length == 0 || named == tenant
            ? null
            : Forbidden($"The header {Header} names another tenant than the principal's; leave it out.");
    }

    private static ApiProblem Missing =>
        new(ProblemCode.TenantMissing, $"The header {Header} is missing; send the tenant's id in it.");

    private static ApiProblem Forbidden(string detail) => new(ProblemCode.TenantForbidden, detail);

    private static ApiProblem Invalid(string detail) => new(ProblemCode.TenantInvalid, detail);

    public static bool IsValid(string tenant) =>
        tenant.Length is > 0 and <= MaxLength && tenant.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-');
}
