using System.Text.Json;
using CsMl.Core.Accounts;
using CsMl.Core.Crm.Calls;

namespace CsMl.Core.Crm.Platform;

/// <summary>Writes the probability of churn to an account of the platform.</summary>
public sealed class PlatformChurnRisk(PlatformClient client)
{
    /// <param name="probability">0–1.</param>
    /// <exception cref="CrmRefusedException">The platform does not have the account, or will never take it.</exception>
    public async Task SendAsync(AccountKey account, decimal probability, CancellationToken cancellation)
    {
        var request = new CrmRequest(HttpMethod.Put, $"api/crm/accounts/{Uri.EscapeDataString(account.AccountId)}")
        {
            Json = JsonSerializer.SerializeToUtf8Bytes(
                new PlatformRisk(probability),
                PlatformJson.Default.PlatformRisk
            ),
        };
        if (!AnswerToWrite.IsTaken(await client.SendAsync(account.Tenant, request, cancellation)))
        {
            throw new CrmRefusedException("The CRM does not have the account.");
        }
    }
}
