using CsMl.Core.Accounts;
using CsMl.Core.Predictions;

namespace CsMl.Core.Ctas;

/// <summary>All that a plan is made from.</summary>
/// <param name="Slots">Of the account: what the app made of each type.</param>
/// <param name="CallerId">Who owns a CTA where the account has no owner.</param>
public sealed record CtaSituation(
    Prediction Prediction,
    AccountFacts Facts,
    IReadOnlyList<CtaSlot> Slots,
    IReadOnlyList<Playbook> Playbooks,
    CtaRules Rules,
    string? CallerId,
    DateTimeOffset Now
);

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
