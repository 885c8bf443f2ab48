using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace CsMl.Functions.Dashboard;

/// <summary>
/// The only cookie of the pages: 256 random bits. Forms prove by them that they come from a page of this app, and
/// with access keys they are the secret of a session.
/// </summary>
internal sealed record VisitCookie(byte[] Secret)
{
    private const int SecretBytes = 32;

    /// <summary>With this prefix a browser takes the cookie from this very host alone, over TLS, for all paths.</summary>
    private const string SecureName = "__Host-csml";

    private const string LoopbackName = "csml";

    /// <summary>What a form of a page holds, to show that a page of this app made it.</summary>
    public string FormToken => Base64Url.EncodeToString(HMACSHA256.HashData(Secret, "form"u8));

    /// <summary>Null if the browser sent none.</summary>
    public static VisitCookie? Read(HttpRequest request)
    {
        var text = request.Cookies[NameFor(request)] ?? "";
        var secret = new byte[SecretBytes];
        return
            Base64Url.IsValid(text, out var length)
            && length == SecretBytes
            && Base64Url.TryDecodeFromChars(text, secret, out _)
            ? new VisitCookie(secret)
            : null;
    }

    /// <summary>Gives the browser a new one in place of the one that it has.</summary>
    public static VisitCookie Renew(HttpRequest request)
    {
        var cookie = new VisitCookie(RandomNumberGenerator.GetBytes(SecretBytes));
        request.HttpContext.Response.Cookies.Append(
            NameFor(request),
            Base64Url.EncodeToString(cookie.Secret),
            new CookieOptions
            {
                HttpOnly = true,
                SameSite = SameSiteMode.Strict,
                Secure = !IsPlainLoopback(request),
                Path = "/",
            }
        );
        return cookie;
    }

    /// <summary>Compares in a time that says nothing of the token.</summary>
    public static bool IsSameToken(string given, string token) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(token));

    private static string NameFor(HttpRequest request) => IsPlainLoopback(request) ? LoopbackName : SecureName;

    /// <summary>Behind Azure's or another proxy the app is called without TLS, but never by a loopback name.</summary>
    private static bool IsPlainLoopback(HttpRequest request) =>
        !request.IsHttps
        && (
            string.Equals(request.Host.Host, "localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(request.Host.Host, out var ip) && IPAddress.IsLoopback(ip))
        );
}
