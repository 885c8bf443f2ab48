using CsMl.Core.Accounts;

namespace CsMl.Core.Ctas;

/// <summary>One thing to do about an account's CTAs, and why, in a sentence.</summary>
public abstract record CtaStep(string Reason)
{
    public sealed record Create(Cta Cta, IReadOnlyList<CtaTask> Tasks, string Reason) : CtaStep(Reason);

    /// <summary>The account has grown worse: more urgent, and due no later than the new urgency asks.</summary>
    public sealed record Raise(CtaSlot Slot, CtaPriority Priority, DateTimeOffset DueBy, string Reason)
        : CtaStep(Reason);

    /// <summary>The account has recovered.</summary>
    public sealed record Close(CtaSlot Slot, string Reason) : CtaStep(Reason);

    /// <summary>No CTA is created; the reason is the middle of a sentence.</summary>
    public sealed record Skip(string Reason) : CtaStep(Reason);
}
