using CsMl.Core.Accounts;
using CsMl.Core.Predictions;

namespace CsMl.Core.Ctas;

/// <summary>The input of a CTA plan.</summary>
/// <param name="Slots">The account's slots: the last automated CTA of each type.</param>
/// <param name="CallerId">The owner of new CTAs if the account has no owner.</param>
public sealed record CtaSituation(
    Prediction Prediction,
    AccountFacts Facts,
    IReadOnlyList<CtaSlot> Slots,
    IReadOnlyList<Playbook> Playbooks,
    CtaRules Rules,
    string? CallerId,
    DateTimeOffset Now
)
{
    /// <summary>What callers recorded of the account's departure and renewal.</summary>
    public RetentionOutcomes Retention { get; init; } = RetentionOutcomes.None;

    /// <summary>The id of a new CTA; null for any.</summary>
    public string? CtaId { get; init; }

    public AccountLifecycle Standing => DeriveLifecycle.Of(Facts, Retention, Now);
}
