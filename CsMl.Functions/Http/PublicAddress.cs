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

    /// <summary>What proxies add, Azure's among them.</summary>
    private static readonly string[] Forwarding =
    [
        "Forwarded",
        "X-Forwarded-For",
        "X-Forwarded-Proto",
        "X-Forwarded-Host",
        "X-ARR-SSL",
        "Via",
    ];

    public string Of(HttpRequest request, string path) =>
        configuration[HostSetting] is { Length: > 0 } name
            ? $"{(IsLoopback(new HostString(name)) ? request.Scheme : Uri.UriSchemeHttps)}://{name}{path}"
        : IsLoopback(request.Host) ? $"{request.Scheme}://{request.Host}{path}"
        : path;

    /// <summary>
    /// True if the caller is on this machine, and nothing stands between it and the app: only there may something that is
    /// to be kept from others travel without TLS. A proxy on this machine shows itself by its headers, or by the host name
    /// that it passes on or that is configured.
    /// </summary>
    internal bool IsPlainLoopback(HttpRequest request)
    {
        var connection = request.HttpContext.Connection;
        return !request.IsHttps
            && IsLoopback(request.Host)
            && (configuration[HostSetting] is not { Length: > 0 } name || IsLoopback(new HostString(name)))
            && connection is { LocalIpAddress: { } here, RemoteIpAddress: { } there }
            && IPAddress.IsLoopback(here)
            && IPAddress.IsLoopback(there)
            && !Forwarding.Any(request.Headers.ContainsKey);
    }

    private static bool IsLoopback(HostString host) =>
        string.Equals(host.Host, "localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Host, out var ip) && IPAddress.IsLoopback(ip));
}
