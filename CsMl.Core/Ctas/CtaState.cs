using CsMl.Core.Accounts;

namespace CsMl.Core.Ctas;

/// <summary>The part of a CTA that can change after it was created.</summary>
public sealed record CtaState(
    CtaStatus Status,
    CtaPriority Priority,
    string? OwnerId,
    DateTimeOffset? DueDate,
    DateTimeOffset? SnoozeUntil,
    CtaOutcome? Outcome
)
{
    public static CtaState Of(Cta cta) =>
        new(cta.Status, cta.Priority, cta.OwnerId, cta.DueDate, cta.SnoozeUntil, cta.Outcome);
}
