using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Http;

namespace CsMl.Functions.Dashboard;

/// <summary>
/// Bounds how often an address may try a wrong access key. Keys are too long to be guessed; the bound keeps attempts from
/// costing anything.
/// </summary>
public sealed class SignInAttempts(TimeProvider time)
{
    internal const int MostFailures = 10;
    private const int MostAddresses = 1_000;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _failures = new(StringComparer.Ordinal);
    private DateTimeOffset _until;

    /// <summary>Seconds until the address may try again; null if it may now.</summary>
    internal int? SecondsToWait(HttpRequest request)
    {
        lock (_lock)
        {
            Forget();
            return _failures.GetValueOrDefault(AddressOf(request)) < MostFailures
                ? null
                : (int)Math.Ceiling((_until - time.GetUtcNow()).TotalSeconds);
        }
    }

    internal void CountFailure(HttpRequest request)
    {
        lock (_lock)
        {
            Forget();
            var address = AddressOf(request);
            _failures[address] = _failures.GetValueOrDefault(address) + 1;
        }
    }

    private void Forget()
    {
        var now = time.GetUtcNow();
        if (now >= _until)
        {
            _failures.Clear();
            _until = now + Window;
        }
    }

    /// <summary>
    /// Where the request comes from: behind a proxy on this machine, as the Functions host is one, what that proxy added
    /// last. With too many addresses in a minute the rest count as one.
    /// </summary>
    private string AddressOf(HttpRequest request)
    {
        var connected = request.HttpContext.Connection.RemoteIpAddress;
        var forwarded = request.Headers["X-Forwarded-For"].ToString();
        var address =
            connected is null || IPAddress.IsLoopback(connected)
                ? WithoutPort(forwarded[(forwarded.LastIndexOf(',') + 1)..].Trim())
                : connected.ToString();
        return _failures.ContainsKey(address) || _failures.Count < MostAddresses
            ? address
            : string.Create(CultureInfo.InvariantCulture, $"more than {MostAddresses}");
    }

    private static string WithoutPort(string address) =>
        IPEndPoint.TryParse(address, out var parsed) ? parsed.Address.ToString() : address;
}
