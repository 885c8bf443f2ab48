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
