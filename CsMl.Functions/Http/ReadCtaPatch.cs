using CsMl.Core.Accounts;
using CsMl.Core.Ctas;
using Microsoft.AspNetCore.Http;

namespace CsMl.Functions.Http;

/// <summary>
/// Reads a patch of a CTA: <c>{status, ownerId, snoozeUntil, outcome, reason, notes}</c>, all optional.
/// </summary>
internal static class ReadCtaPatch
{
    private const int LongestId = 128;
    private const int LongestReason = 500;
    private const int LongestNotes = 2_000;

    private static readonly string[] Known = ["status", "ownerId", "snoozeUntil", "outcome", "notes"];

    public static async Task<(CtaPatch Change, ApiProblem? Refusal)> OfAsync(
        HttpRequest request,
        CancellationToken cancellation
    )
    {
        var (fields, refusal) = await RequestBody.ReadFieldsAsync(request, cancellation);
        var change = Of(fields);
        fields.RefuseUnknown();
        return (change, refusal ?? fields.Refusal);
    }

    /// <summary>The errors are those of <paramref name="fields"/>.</summary>
    public static CtaPatch Of(Fields fields)
    {
        var snoozeUntil = fields.Instant("snoozeUntil");
        var change = new CtaPatch(
            fields.Word<CtaStatus>("status") ?? (snoozeUntil is null ? null : CtaStatus.Snoozed),
            fields.Has("ownerId"),
            fields.Text("ownerId", LongestId),
            snoozeUntil,
            fields.Word<CtaOutcome>("outcome"),
            fields.Text("reason", LongestReason),
            fields.Text("notes", LongestNotes)
        );
        if (snoozeUntil is not null && change.Status != CtaStatus.Snoozed)
        {
            fields.Reject("snoozeUntil", "goes with the status SNOOZED alone; leave it out");
        }

        if (!Known.Any(fields.Has))
        {
            fields.RejectWhole($"has nothing to change in it; write one of {string.Join(", ", Known)}");
        }

        return change;
    }
}
