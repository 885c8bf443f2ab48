using CsMl.Core.Accounts;
using CsMl.Core.Crm.Calls;
using CsMl.Core.Ctas;
using CsMl.Core.Json;
using Microsoft.Extensions.Options;

namespace CsMl.Core.Crm.Platform;

/// <summary>
/// Sends CTAs to the platform. A create takes no idempotency key and drops the owner, so that the app's id is written
/// into the description, by which a CTA is found again, and the owner follows with an update.
/// </summary>
public sealed class PlatformCtas(PlatformClient client, IOptions<CrmOptions> options, TimeProvider time) : ICtaSink
{
    private const int MaxTitle = 200;
    private const int MaxDescription = 2_000;
    private const int MaxReason = 500;

    private readonly PlatformReader _reader = new(client, options, time);

    public async Task<SentCta?> FindAsync(string tenant, Cta cta, CancellationToken cancellation)
    {
        try
        {
            var list = PlatformPath.CtasOf(Uri.EscapeDataString(cta.AccountId));
            var there = await _reader.CtasAsync(tenant, list, cancellation);
            return there.FirstOrDefault(one => one.OwnId == cta.Id) is { } found
                ? new SentCta(found.Id, CtaState.Of(PlatformFacts.Cta(cta.AccountId, found)))
                : null;
        }
        catch (CrmException e) when (e.Status == 404)
        {
            // The platform does not have the account.
            return null;
        }
    }

    public async Task<SentCta> CreateAsync(string tenant, Cta cta, CancellationToken cancellation)
    {
        var body = WritePlatformCta.Create(
            cta with
            {
                Title = ShortText.Of(cta.Title, MaxTitle),
                Description = PlatformCtaMark.Add(cta.Description, cta.Id, MaxDescription),
                Reason = cta.Reason is { } reason ? ShortText.Of(reason, MaxReason) : null,
            }
        );
        var answer = await client.SendAsync(
            tenant,
            new CrmRequest(HttpMethod.Post, Path(cta)) { Json = body },
            cancellation
        );
        if (!AnswerToWrite.IsTaken(answer))
        {
            throw new CrmRefusedException("The CRM does not have the account.");
        }

        var made = answer.Read(PlatformJson.Default.PlatformDataPlatformCta).Data;
        var state = CtaState.Of(cta) with
        {
            Status = CtaStatus.Open,
            OwnerId = null,
            SnoozeUntil = null,
            Outcome = null,
        };
        return new SentCta(made.Id, state);
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
        foreach (var (method, action, body) in WritePlatformCta.Changes(sent.State, CtaState.Of(cta), notes))
        {
            var request = new CrmRequest(method, path + action) { Json = body };
            if (!AnswerToWrite.IsTaken(await client.SendAsync(tenant, request, cancellation)))
            {
                return false;
            }
        }

        return true;
    }

    private static string Path(Cta cta) => $"api/crm/accounts/{Uri.EscapeDataString(cta.AccountId)}/ctas";
}
