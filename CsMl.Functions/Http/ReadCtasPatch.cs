using CsMl.Core.Accounts;
using CsMl.Core.Ctas;
using Microsoft.AspNetCore.Http;

namespace CsMl.Functions.Http;

/// <summary>
/// Reads a patch of many CTAs: <c>{ctas: [{accountId, ctaId}], change: {…}}</c>, the change as of one.
/// </summary>
internal static class ReadCtasPatch
{
    private const int MostCtas = 100;
    private const int LongestId = 128;

    /// <param name="now">A snooze ends after it.</param>
    public static async Task<(
        IReadOnlyList<(string AccountId, string CtaId)> Ctas,
        CtaPatch Change,
        ApiProblem? Refusal
    )> OfAsync(HttpRequest request, DateTimeOffset now, CancellationToken cancellation)
    {
        var (fields, refusal) = await RequestBody.ReadFieldsAsync(request, cancellation);
        var seen = new HashSet<(string, string)>();
        var ctas = fields.List("ctas", MostCtas, required: true).Select(item => Read(item, seen)).ToList();
        var inner = fields.Object("change");
        var change = ReadCtaPatch.Of(inner);
        if (change.SnoozeUntil is { } until && CtaPatch.WhyNoSnooze(until, now) is { } wrong)
        {
            inner.Reject("snoozeUntil", wrong);
        }

        fields.RefuseUnknown();
        return (ctas, change, refusal ?? fields.Refusal);
    }

    private static (string AccountId, string CtaId) Read(Fields item, HashSet<(string, string)> seen)
    {
        var accountId = item.Text("accountId", LongestId, required: true);
        var ctaId = item.Text("ctaId", LongestId, required: true);
        if (accountId is not null && !AccountId.IsValid(accountId))
        {
            item.Reject("accountId", AccountId.Rule);
        }

        var cta = (accountId ?? "", ctaId ?? "");
        if (accountId is not null && ctaId is not null && !seen.Add(cta))
        {
            item.RejectWhole("is in the list before; name each CTA once");
        }

        return cta;
    }
}
