using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using CsMl.Core.Crm.Calls;
using CsMl.Core.Storage;

namespace CsMl.Core.Crm.Platform;

/// <summary>
/// Keeps one user logged in. Concurrent calls share one login, and a refused login is not repeated for a while: the
/// platform locks an address out after five tries in 15 minutes.
/// </summary>
internal sealed class PlatformSession(CrmConnection connection, CrmAccess access, TimeProvider time)
{
    private static readonly TimeSpan Lockout = TimeSpan.FromMinutes(15);

    private readonly KeyedLock _logins = new();
    private PlatformLogin? _current;
    private string? _refusal;
    private DateTimeOffset _refusedUntil;
    private bool _isTokenSpent = access.Token.Length == 0;

    /// <summary>The current login, or a new one.</summary>
    /// <param name="refused">The login whose token was refused; null if none was.</param>
    public async Task<PlatformLogin> LoginAsync(PlatformLogin? refused, CancellationToken cancellation)
    {
        if (_current is { } current && current != refused)
        {
            return current;
        }

        using (await _logins.EnterAsync(access.Email, cancellation))
        {
            if (_current is { } other && other != refused)
            {
                return other;
            }

            _current = null;
            return _current = await OpenAsync(isRefused: refused is not null, cancellation);
        }
    }

    private async Task<PlatformLogin> OpenAsync(bool isRefused, CancellationToken cancellation)
    {
        _isTokenSpent |= isRefused;
        if (!_isTokenSpent)
        {
            if (await FindTenantsAsync(access.Token, cancellation) is { } tenants)
            {
                return new PlatformLogin(access.Token, tenants);
            }

            _isTokenSpent = true;
        }

        if (!access.CanLogIn)
        {
            throw Refused("The CRM refused the token, and there is no e-mail address and password to get a new one.");
        }

        var token = await GetTokenAsync(cancellation);
        return await FindTenantsAsync(token, cancellation) is { } own
            ? new PlatformLogin(token, own)
            : throw Refused("The CRM refused a token that it has just given.");
    }

    private async Task<string> GetTokenAsync(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        if (_refusal is { } refusal && now < _refusedUntil)
        {
            throw Refused(refusal);
        }

        var credentials = new PlatformCredentials(access.Email, access.Password);
        var request = new CrmRequest(HttpMethod.Post, "api/auth/login")
        {
            Json = JsonSerializer.SerializeToUtf8Bytes(credentials, PlatformJson.Default.PlatformCredentials),
        };
        var answer = await connection.SendAsync(request, _ => { }, cancellation);
        if (answer.Status is 400 or 401 or 403 or 429)
        {
            _refusedUntil = now + (answer.RetryAfter is { } wait && wait < Lockout ? wait : Lockout);
            var until = _refusedUntil.UtcDateTime.ToString("HH:mm 'UTC'", CultureInfo.InvariantCulture);
            _refusal =
                answer.Status == 429
                    ? $"The CRM takes no more logins for now; the next try is at {until}."
                    : $"The CRM refused the e-mail address and password; the next try is at {until}.";
            throw Refused(_refusal);
        }

        _refusal = null;
        return answer.Read(PlatformJson.Default.PlatformLoginAnswer).Token;
    }

    /// <summary>Null if the token is refused.</summary>
    private async Task<IReadOnlySet<string>?> FindTenantsAsync(string token, CancellationToken cancellation)
    {
        var answer = await connection.SendAsync(
            CrmRequest.Get("api/tenants/my"),
            headers => headers.Authorization = new AuthenticationHeaderValue("Bearer", token),
            cancellation
        );
        return answer.Status == 401
            ? null
            : answer
                .Read(PlatformJson.Default.PlatformListPlatformTenant)
                .Data.Select(tenant => tenant.Id)
                .ToHashSet(StringComparer.Ordinal);
    }

    private static CrmException Refused(string message) => new(message) { IsOutage = true };
}
