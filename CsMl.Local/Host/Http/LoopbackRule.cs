using System.Net;
using Microsoft.AspNetCore.Http;

namespace CsMl.Local.Host.Http;

/// <summary>
/// Customer data may leave this machine only with a key: without one, the host listens on loopback only.
/// </summary>
internal static class LoopbackRule
{
    /// <summary>The addresses in <paramref name="urls"/>.</summary>
    /// <exception cref="HostCannotStartException">An address is malformed, or not loopback without a key.</exception>
    public static IReadOnlyList<string> Check(string urls, bool keyIsSet)
    {
        var addresses = urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (addresses.Length == 0)
        {
            throw new HostCannotStartException(
                "There is no address to listen on. Give one, such as http://localhost:7071."
            );
        }

        foreach (var address in addresses)
        {
            if (!IsLoopback(Parse(address)) && !keyIsSet)
            {
                throw new HostCannotStartException(
                    $"Refusing to listen on {address}: other machines could reach it, and no key protects the data behind it. "
                        + $"Set {FunctionKey.SettingName} (environment variable Host__FunctionKey) to a long random value and send it "
                        + "in the header x-functions-key, or listen on http://localhost instead."
                );
            }
        }

        return addresses;
    }

    private static BindingAddress Parse(string address)
    {
        try
        {
            var parsed = BindingAddress.Parse(address);
            return parsed.Scheme == "http"
                ? parsed
                : throw new HostCannotStartException(
                    $"This host speaks plain HTTP, so it cannot listen on {address}. Use http:// and end TLS in front of it."
                );
        }
        catch (FormatException e)
        {
            throw new HostCannotStartException(
                $"'{address}' is no address to listen on. Give one such as http://localhost:7071.",
                e
            );
        }
    }

    /// <summary>
    /// Rejects requests from web pages in a browser on this machine: a host name that was pointed to this machine (DNS
    /// rebinding), or a call from a page of another origin. The browser sends both in headers that no page can change.
    /// </summary>
    public static RequestDelegate Only(RequestDelegate next) =>
        context =>
        {
            if (IsLoopback(context.Request.Host.Host) && HasLoopbackOrigin(context.Request))
            {
                return next(context);
            }

            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Task.CompletedTask;
        };

    /// <summary>
    /// A form of a page that asks for no referrer has the origin <c>null</c>; of this very host it is if the browser says so.
    /// </summary>
    private static bool HasLoopbackOrigin(HttpRequest request) =>
        request.Headers.Origin.All(IsLoopbackOrigin)
        || (request.Headers.Origin == "null" && request.Headers["Sec-Fetch-Site"] == "same-origin");

    private static bool IsLoopbackOrigin(string? origin) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var uri) && IsLoopback(uri.Host);

    // Kestrel binds every name except localhost to all interfaces, whatever the name resolves to.
    private static bool IsLoopback(BindingAddress address) => address.IsUnixPipe || IsLoopback(address.Host);

    private static bool IsLoopback(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host, out var ip) && IPAddress.IsLoopback(ip));
}
