using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace CsMl.Functions.Http;

/// <summary>
/// Builds links to the app. The Host header is set by the caller and cannot be trusted, so links use the host name that
/// Azure gives the app, or a loopback name; otherwise they are relative to the requested address.
/// </summary>
public sealed class PublicAddress(IConfiguration configuration)
{
    /// <summary>Set by Azure, and by Core Tools: https://learn.microsoft.com/azure/app-service/reference-app-settings.</summary>
    private const string HostSetting = "WEBSITE_HOSTNAME";

    public string Of(HttpRequest request, string path) =>
        configuration[HostSetting] is { Length: > 0 } name
            ? $"{(IsLoopback(new HostString(name)) ? request.Scheme : Uri.UriSchemeHttps)}://{name}{path}"
        : IsLoopback(request.Host) ? $"{request.Scheme}://{request.Host}{path}"
        : path;

    private static bool IsLoopback(HostString host) =>
        string.Equals(host.Host, "localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Host, out var ip) && IPAddress.IsLoopback(ip));
}
