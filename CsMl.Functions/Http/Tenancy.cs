using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace CsMl.Functions.Http;

/// <summary>Determines which tenant's data a call may access; no other code reads a tenant from a request.</summary>
public sealed class Tenancy(IOptions<TenancyOptions> options)
{
    public const string Header = "X-Tenant-ID";

    /// <summary>The signed-in principal, set by App Service authentication; callers cannot set it themselves.</summary>
    private const string PrincipalHeader = "X-MS-CLIENT-PRINCIPAL";

    private const string Single = "default";
    private const int MaxLength = 64;

    /// <summary>
    /// Returns null and sets <paramref name="tenant"/>, or returns the problem if the call has no access.
    /// </summary>
    public ApiProblem? Find(HttpRequest request, out string tenant)
    {
        tenant = Single;
        if (options.Value.Mode == TenancyMode.Single)
        {
            return null;
        }

        var header = request.Headers[Header].ToString();
        if (header.Length > 0 && !IsValid(header))
        {
            return Invalid($"The header {Header} has 1 to {MaxLength} characters of A-Z a-z 0-9 _ -.");
        }

        return options.Value.Mode == TenancyMode.Header
            ? FromHeader(header, out tenant)
            : FromClaim(request, header, out tenant);
    }

    private static ApiProblem? FromHeader(string header, out string tenant)
    {
        tenant = header;
        return header.Length > 0
            ? null
            : new ApiProblem(ProblemCode.TenantMissing, $"The header {Header} is missing; send the tenant's id in it.");
    }

    private ApiProblem? FromClaim(HttpRequest request, string header, out string tenant)
    {
        var tenants = ReadClaims(request.Headers[PrincipalHeader].ToString());
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

        return header.Length == 0 || header == tenant
            ? null
            : Forbidden($"The header {Header} names another tenant than the principal's; leave it out.");
    }

    /// <summary>
    /// The tenants in the claims of a forwarded principal: base64 of <c>{"claims":[{"typ":…,"val":…}]}</c>.
    /// </summary>
    private IReadOnlyList<string> ReadClaims(string principal)
    {
        var bytes = new byte[principal.Length];
        if (principal.Length == 0 || !Convert.TryFromBase64String(principal, bytes, out var length))
        {
            return [];
        }

        try
        {
            var parsed = JsonSerializer.Deserialize(bytes.AsSpan(0, length), HttpJson.Plain.ForwardedPrincipal);
            return
            [
                .. (parsed?.Claims ?? [])
                    .Where(c => c?.Typ == options.Value.ClaimType && c.Val is { Length: > 0 })
                    .Select(c => c!.Val!)
                    .Distinct(StringComparer.Ordinal),
            ];
        }
        catch (JsonException)
        {
            // An invalid principal is treated as a missing one.
            return [];
        }
    }

    private static ApiProblem Forbidden(string detail) => new(ProblemCode.TenantForbidden, detail);

    private static ApiProblem Invalid(string detail) => new(ProblemCode.TenantInvalid, detail);

    private static bool IsValid(string tenant) =>
        tenant.Length is > 0 and <= MaxLength && tenant.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-');
}
