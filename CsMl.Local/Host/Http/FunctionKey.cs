using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace CsMl.Local.Host.Http;

/// <summary>
/// The one key for this host's functions and admin calls, read from the same places as in the real host.
/// </summary>
/// <param name="key">Null or blank for no key, which <see cref="LoopbackRule"/> allows on loopback only.</param>
internal sealed class FunctionKey(string? key)
{
    public const string SettingName = "Host:FunctionKey";

    private const string HeaderName = "x-functions-key";
    private const string QueryName = "code";

    private readonly byte[]? _expected = string.IsNullOrWhiteSpace(key) ? null : Digest(key);

    public bool IsSet => _expected is not null;

    public bool Admits(HttpRequest request) =>
        _expected is null
        || (
            Given(request) is { Length: > 0 } given && CryptographicOperations.FixedTimeEquals(Digest(given), _expected)
        );

    // If the header is present, only the header counts, as in the real host.
    private static string? Given(HttpRequest request) =>
        request.Headers.TryGetValue(HeaderName, out var header) ? header[0] : request.Query[QueryName].FirstOrDefault();

    // Digests have the same length, so the comparison takes the same time for every input.
    private static byte[] Digest(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
