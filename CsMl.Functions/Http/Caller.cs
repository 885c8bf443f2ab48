using Microsoft.AspNetCore.Http;

namespace CsMl.Functions.Http;

/// <summary>Who makes a call.</summary>
/// <param name="Name">The name of the access key or the id of the signed-in principal; null if unknown.</param>
/// <param name="Role">Null if the caller may do nothing.</param>
/// <param name="Tenant">The only tenant whose data the call may see.</param>
internal sealed record Caller(string? Name, AccessRole? Role, string Tenant)
{
    /// <summary>True if the caller of a function reads, and computes and changes nothing.</summary>
    public static bool IsReader(HttpRequest request) =>
        request.HttpContext.Features.Get<Caller>() is { Role: AccessRole.Reader };
}
