using CsMl.Core.Accounts;

namespace CsMl.Core.Ctas;

/// <summary>One planned step for an account's CTAs, with its reason as a sentence.</summary>
public abstract record CtaStep(string Reason)
{
    public sealed record Create(Cta Cta, IReadOnlyList<CtaTask> Tasks, string Reason) : CtaStep(Reason)
    {
        /// <summary>The departure and renewal that it was planned with.</summary>
        public RetentionOutcomes Retention { get; init; } = RetentionOutcomes.None;
    }

    /// <summary>
    /// Raises a CTA because the account's risk has increased: a higher priority, and a due date no later than that
    /// priority requires.
    /// </summary>
    public sealed record Raise(CtaSlot Slot, CtaPriority Priority, DateTimeOffset DueBy, string Reason)
        : CtaStep(Reason);

    /// <summary>Closes a CTA that is no longer needed.</summary>
    public sealed record Close(CtaSlot Slot, string Reason) : CtaStep(Reason)
    {
        /// <summary>False if the account has left or renewed; a recovery starts a cooldown.</summary>
        public bool HasRecovered { get; init; } = true;
    }

    /// <summary>Gives a CTA to the account's new owner.</summary>
    public sealed record Reassign(CtaSlot Slot, string OwnerId, string Reason) : CtaStep(Reason);

    /// <summary>Creates no CTA; the reason is worded for the middle of a sentence.</summary>
    public sealed record Skip(string Reason) : CtaStep(Reason);
}
