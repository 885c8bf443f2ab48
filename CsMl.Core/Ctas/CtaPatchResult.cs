namespace CsMl.Core.Ctas;

/// <summary>What became of a wish to change a CTA: changed, left as it is, or refused.</summary>
/// <param name="Record">The CTA after it; null: it was refused.</param>
/// <param name="Event">What its history gets; null: nothing changed.</param>
/// <param name="Slot">Its slot after it; null: that stays as it is.</param>
public sealed record CtaPatchResult(CtaRecord? Record, CtaEvent? Event, CtaSlot? Slot)
{
    public static readonly CtaPatchResult NotFound = new(null, null, null) { Refusal = CtaPatchProblem.NotFound };

    public CtaPatchProblem Refusal { get; private init; }

    /// <summary>Where nothing changed: the end of a snooze, which nobody has written yet. It is the last of the record's events.</summary>
    public CtaEvent? Woken { get; init; }

    /// <summary>Why, in a sentence that says what would be right.</summary>
    public string? Detail { get; private init; }

    /// <summary>Of the input, where that is at fault.</summary>
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
