using CsMl.Core.Accounts;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace CsMl.Functions.Http;

/// <summary>Who a call is made for: the owner of what has no other, and the author of changes.</summary>
public sealed class CallerIdentity(IOptions<TenancyOptions> options)
{
    /// <summary>Set by a CRM that calls for one of its users; as trustworthy as the function key is.</summary>
    public const string Header = "X-User-ID";

    /// <summary>Set by App Service authentication, which takes it from nobody else.</summary>
    private const string PrincipalHeader = "X-MS-CLIENT-PRINCIPAL-ID";

    /// <summary>Null with the caller's id, or null where it did not say; else why it cannot be.</summary>
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
