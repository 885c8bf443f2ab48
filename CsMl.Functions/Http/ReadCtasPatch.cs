using CsMl.Core.Accounts;
using CsMl.Core.Ctas;
using Microsoft.AspNetCore.Http;

namespace CsMl.Functions.Http;

/// <summary>
/// Reads a patch of many CTAs: <c>{ctas: [{accountId, ctaId}], change: {…}}</c>, the change as of one.
/// </summary>
internal static class ReadCtasPatch
{
    private static readonly Parameter AccountIdOfItem = Parameter.Text("accountId", 128, "The account") with
    {
        IsRequired = true,
    };

    private static readonly Parameter CtaId = Parameter.Text("ctaId", 128, "One of its CTAs") with
    {
        IsRequired = true,
    };

    private static readonly Parameter Ctas = Parameter.List(
        "ctas",
        100,
        "What to change, each once",
        AccountIdOfItem,
        CtaId
    ) with
    {
        IsRequired = true,
    };

    private static readonly Parameter Change = Parameter.Object(
        "change",
        "The change, as of one CTA",
        ReadCtaPatch.Body.Fields
    ) with
    {
        IsRequired = true,
    };

    public static readonly BodyShape.Command Body = new(Ctas, Change);

    /// <param name="now">A snooze ends after it.</param>
    public static async Task<(
        IReadOnlyList<(string AccountId, string CtaId)> Ctas,
        CtaPatch Change,
        ApiProblem? Refusal
    )> OfAsync(HttpRequest request, DateTimeOffset now, CancellationToken cancellation)
    {
        var (fields, refusal) = await RequestBody.ReadFieldsAsync(request, cancellation);
        var seen = new HashSet<(string, string)>();
        var ctas = fields.List(Ctas).Select(item => Read(item, seen)).ToList();
        var inner = fields.Object(Change);
        var change = ReadCtaPatch.Of(inner);
        RejectForAll(inner, change, now);
        fields.RefuseUnknown();
        return (ctas, change, refusal ?? fields.Refusal);
    }

    /// <summary>Rejects a change that could be right for none of the CTAs, whatever their states are.</summary>
    private static void RejectForAll(Fields inner, CtaPatch change, DateTimeOffset now)
    {
        if (change.Status == CtaStatus.Snoozed && CtaPatch.WhyNoSnooze(change.SnoozeUntil, now) is { } wrong)
        {
            inner.Reject(ReadCtaPatch.SnoozeUntil, wrong);
        }

        if (change is { Outcome: not null, Status: CtaStatus.Open or CtaStatus.InProgress or CtaStatus.Snoozed })
        {
            inner.Reject(ReadCtaPatch.Outcome, "goes with the status COMPLETED or CANCELLED; leave it out");
        }
    }

    private static (string AccountId, string CtaId) Read(Fields item, HashSet<(string, string)> seen)
    {
        var accountId = item.Text(AccountIdOfItem);
        var ctaId = item.Text(CtaId);
        if (accountId is not null && !AccountId.IsValid(accountId))
        {
            item.Reject(AccountIdOfItem, AccountId.Rule);
        }

        var cta = (accountId ?? "", ctaId ?? "");
        if (accountId is not null && ctaId is not null && !seen.Add(cta))
        {
            item.RejectWhole("is in the list before; name each CTA once");
        }

        return cta;
    }
}
