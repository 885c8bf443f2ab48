using System.Collections.Concurrent;
using System.Net.Http.Headers;
using CsMl.Core.Crm.Calls;
using Microsoft.Extensions.Options;

namespace CsMl.Core.Crm.Platform;

/// <summary>
/// Calls the platform as one of its tenants. A user that is no member of the tenant is refused here, because the
/// platform would serve the user's own tenant instead, without an error.
/// </summary>
public sealed class PlatformClient(CrmConnection connection, IOptions<CrmOptions> options, TimeProvider time)
{
    // One session per user, not per tenant: the platform allows few logins from one address.
    private readonly ConcurrentDictionary<(string Email, string Password, string Token), PlatformSession> _sessions =
        new();

    /// <summary>Sends a request; if the token is refused, once more with a new one.</summary>
    /// <returns>The response, whatever its status.</returns>
    /// <exception cref="CrmException">
    /// There was no response, the user was refused, or the user is no member of the tenant.
    /// </exception>
    public async Task<CrmAnswer> SendAsync(string tenant, CrmRequest request, CancellationToken cancellation)
    {
        var access = options.Value.AccessOf(tenant);
        var session = _sessions.GetOrAdd(
            (access.Email, access.Password, access.Token),
            _ => new PlatformSession(connection, access, time)
        );
        var login = await session.LoginAsync(refused: null, cancellation);
        var answer = await SendAsync(login, access, request, cancellation);
        if (answer.Status != 401)
        {
            return answer;
        }

        login = await session.LoginAsync(refused: login, cancellation);
        answer = await SendAsync(login, access, request, cancellation);
        return answer.Status == 401
            ? throw new CrmException($"The CRM refused {request.Name} right after a login.")
            {
                IsOutage = true,
                Status = answer.Status,
            }
            : answer;
    }

    private Task<CrmAnswer> SendAsync(
        PlatformLogin login,
        CrmAccess access,
        CrmRequest request,
        CancellationToken cancellation
    )
    {
        if (!login.Tenants.Contains(access.TenantId))
        {
            throw new CrmException(
                $"The CRM's user is no member of the tenant {access.TenantId}; check Crm:TenantId, or add the user to the tenant."
            )
            {
                IsOutage = true,
            };
        }

        return connection.SendAsync(request, Authorize, cancellation);

        void Authorize(HttpRequestHeaders headers)
        {
            headers.Authorization = new AuthenticationHeaderValue("Bearer", login.Token);
            headers.Add("X-Tenant-ID", access.TenantId);
        }
    }
}
