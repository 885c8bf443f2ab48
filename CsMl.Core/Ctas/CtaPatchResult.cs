namespace CsMl.Core.Ctas;

/// <summary>The result of a requested CTA change: changed, unchanged or refused.</summary>
/// <param name="Record">The CTA after the change; null if it was refused.</param>
/// <param name="Event">The event for its history; null if nothing changed.</param>
/// <param name="Slot">Its slot after the change; null if the slot is unchanged.</param>
public sealed record CtaPatchResult(CtaRecord? Record, CtaEvent? Event, CtaSlot? Slot)
{
    public static readonly CtaPatchResult NotFound = new(null, null, null) { Refusal = CtaPatchProblem.NotFound };

    public CtaPatchProblem Refusal { get; private init; }

    /// <summary>
    /// Set if nothing changed: the end of a snooze that has passed but is not yet stored. It is the last of the
    /// record's events.
    /// </summary>
    public CtaEvent? Woken { get; init; }

    /// <summary>The reason of the refusal and a valid alternative, in one sentence.</summary>
    public string? Detail { get; private init; }

    /// <summary>The input field at fault, if any.</summary>
    public string? Field { get; private init; }

    public static CtaPatchResult Unchanged(CtaRecord record) => new(record, null, null);

    public static CtaPatchResult Refuse(CtaPatchProblem refusal, string detail) =>
        new(null, null, null) { Refusal = refusal, Detail = detail };

    public static CtaPatchResult Invalid(string field, string message) =>
        new(null, null, null)
        {
            Refusal = CtaPatchProblem.Invalid,
            Field = field,
            Detail = message,
        };
}
