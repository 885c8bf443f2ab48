using System.Text.Json;
using CsMl.Core.Accounts;
using CsMl.Core.Crm.Calls;
using CsMl.Core.Ctas;

namespace CsMl.Core.Crm.Http;

/// <summary>Sends CTAs to an adapter that serves the contract of docs/CRM.md.</summary>
public sealed class AdapterCtas(AdapterClient client) : ICtaSink
{
    /// <summary>The contract has no search: a create that is repeated under its idempotency key makes no second CTA.</summary>
    public Task<SentCta?> FindAsync(string tenant, Cta cta, CancellationToken cancellation) =>
        Task.FromResult<SentCta?>(null);

    public async Task<SentCta> CreateAsync(string tenant, Cta cta, CancellationToken cancellation)
    {
        var request = new CrmRequest(HttpMethod.Post, Path(cta)) { Json = Body(cta), IdempotencyKey = cta.Id };
        var answer = await client.SendAsync(tenant, request, cancellation);
        return AnswerToWrite.IsTaken(answer)
            ? new SentCta(IdOf(answer) ?? cta.Id, CtaState.Of(cta))
            : throw new CrmRefusedException("The CRM does not have the account.");
    }

    public async Task<bool> UpdateAsync(
        string tenant,
        SentCta sent,
        Cta cta,
        string? notes,
        CancellationToken cancellation
    )
    {
        var path = $"{Path(cta)}/{Uri.EscapeDataString(sent.CrmId)}";
        var request = new CrmRequest(HttpMethod.Put, path) { Json = Body(cta) };
        return AnswerToWrite.IsTaken(await client.SendAsync(tenant, request, cancellation));
    }

    /// <summary>The adapter's own id of the CTA; null if it keeps the app's.</summary>
    private static string? IdOf(CrmAnswer answer)
    {
        if (answer.Body.IsEmpty)
        {
            return null;
        }

        using var body = JsonDocument.Parse(answer.Body);
        return body.RootElement.ValueKind == JsonValueKind.Object && body.RootElement.TryGetProperty("id", out var id)
            ? id.ToString()
            : null;
    }

    private static byte[] Body(Cta cta) => JsonSerializer.SerializeToUtf8Bytes(cta, AccountJson.Plain.Cta);

    private static string Path(Cta cta) => $"accounts/{Uri.EscapeDataString(cta.AccountId)}/ctas";
}
