using System.Net.Http.Headers;
using CsMl.Core.Crm.Calls;
using Microsoft.Extensions.Options;

namespace CsMl.Core.Crm.Http;

/// <summary>Calls an adapter with its key, and with the tenant where the settings name one.</summary>
public sealed class AdapterClient(CrmConnection connection, IOptions<CrmOptions> options)
{
    public async Task<CrmAnswer> SendAsync(string tenant, CrmRequest request, CancellationToken cancellation)
    {
        var access = options.Value.AccessOf(tenant);
        var answer = await connection.SendAsync(request, headers => Authorize(headers, access), cancellation);
        return answer.Status is 401 or 403
            ? throw new CrmException($"The CRM refused the key: it answered {answer.Status}. Check Crm:Token.")
            {
                IsOutage = true,
                Status = answer.Status,
            }
            : answer;
    }

    private static void Authorize(HttpRequestHeaders headers, CrmAccess access)
    {
        if (access.Token.Length > 0)
        {
            headers.Authorization = new AuthenticationHeaderValue("Bearer", access.Token);
        }

        if (access.TenantId.Length > 0)
        {
            headers.Add("X-Tenant-ID", access.TenantId);
        }
    }
}
