using CsMl.Core.Accounts;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace CsMl.Functions.Http;

/// <summary>Finds the user that a call is made for: the default owner of CTAs and the author of changes.</summary>
public sealed class CallerIdentity(IOptions<TenancyOptions> options)
{
    /// <summary>Set by a CRM that calls on behalf of a user; as trustworthy as the function key.</summary>
    public const string Header = "X-User-ID";

    /// <summary>Set by App Service authentication; callers cannot set it themselves.</summary>
    internal const string PrincipalHeader = "X-MS-CLIENT-PRINCIPAL-ID";

    /// <summary>
    /// Returns null and sets the caller's id, or null if the caller did not identify itself; otherwise returns the
    /// problem.
    /// </summary>
    public ApiProblem? Find(HttpRequest request, out string? callerId)
    {
        var name = options.Value.Mode == TenancyMode.Claim ? PrincipalHeader : Header;
        var header = request.Headers[name].ToString();
        callerId = header.Length == 0 ? null : header;
        return callerId is null || AccountId.IsValid(callerId)
            ? null
            : ApiProblem.Invalid(
                name,
                "is no user's id; send 1 to 64 characters of A-Z a-z 0-9 _ . @ : -, or leave it out"
            );
    }
}
