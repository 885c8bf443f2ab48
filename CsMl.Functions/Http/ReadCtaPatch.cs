using CsMl.Core.Accounts;
using CsMl.Core.Ctas;
using Microsoft.AspNetCore.Http;

namespace CsMl.Functions.Http;

/// <summary>
/// Reads a patch of a CTA: <c>{status, ownerId, snoozeUntil, outcome, reason, notes}</c>, all optional.
/// </summary>
internal static class ReadCtaPatch
{
    private static readonly Parameter Status = Parameter.Word<CtaStatus>("status", "The new status");

    private static readonly Parameter OwnerId = Parameter.Text("ownerId", 128, "The new owner; null for nobody");

    public static readonly Parameter SnoozeUntil = Parameter.Instant(
        "snoozeUntil",
        "The end of a snooze, within the next 365 days"
    );

    public static readonly Parameter Outcome = Parameter.Word<CtaOutcome>("outcome", "How a closed CTA turned out");

    private static readonly Parameter Reason = Parameter.Text("reason", 500, "Why, for the history");

    private static readonly Parameter Notes = Parameter.Text("notes", 2_000, "Notes for the history");

    public static readonly BodyShape.Command Body = new(Status, OwnerId, SnoozeUntil, Outcome, Reason, Notes);

    /// <summary>A patch has at least one of these: a reason alone changes nothing.</summary>
    private static readonly Parameter[] Changes = [Status, OwnerId, SnoozeUntil, Outcome, Notes];

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
        var snoozeUntil = fields.Instant(SnoozeUntil);
        var change = new CtaPatch(
            fields.Word<CtaStatus>(Status) ?? (snoozeUntil is null ? null : CtaStatus.Snoozed),
            fields.Has(OwnerId),
            fields.Text(OwnerId),
            snoozeUntil,
            fields.Word<CtaOutcome>(Outcome),
            fields.Text(Reason),
            fields.Text(Notes)
        );
        if (snoozeUntil is not null && change.Status != CtaStatus.Snoozed)
        {
            fields.Reject(SnoozeUntil, "goes with the status SNOOZED alone; leave it out");
        }

        if (!Changes.Any(fields.Has))
        {
            fields.RejectWhole(
                $"has nothing to change in it; write one of {string.Join(", ", Changes.Select(p => p.Name))}"
            );
        }

        return change;
    }
}
