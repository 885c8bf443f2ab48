using CsMl.Core.Accounts;

namespace CsMl.Core.Ctas;

/// <summary>
/// Decides what a prediction means for an account's CTAs: which to close, which to raise, and whether to create one. A
/// pure function without storage access: the store enforces the rules for concurrent callers (one open CTA of a type,
/// the cooldown).
/// </summary>
public static class PlanCtas
{
    /// <summary>Days in which an open CTA of the CRM takes the place of an automated one after it was last touched.</summary>
    public const int CrmCtaDays = 30;

    /// <summary>The steps for the open CTAs, then one step that creates a CTA or gives the reason why not.</summary>
    public static IReadOnlyList<CtaStep> For(CtaSituation s) => [.. Tend(s), CreateOrSkip(s)];

    /// <summary>The steps for the open CTAs.</summary>
    public static IEnumerable<CtaStep> Tend(CtaSituation s) => s.Slots.SelectMany(slot => PlanOpenCta.For(slot, s));

    /// <summary>A step that creates a CTA or gives the reason why not.</summary>
    public static CtaStep CreateOrSkip(CtaSituation s)
    {
        var call = CtaCandidate.Of(s);
        if (call.ReasonForNone(s.Rules, s.Now) is { } none)
        {
            return new CtaStep.Skip(none);
        }

        var type = call.CtaTypeAt(s.Rules, s.Now)!.Value;
        if (s.Slots.FirstOrDefault(slot => slot.Type == type)?.WhyHeld(s.Rules.Cooldown, s.Now) is { } held)
        {
            return new CtaStep.Skip(held);
        }

        if (WhyTakenByCrm(s, type) is { } taken)
        {
            return new CtaStep.Skip(taken);
        }

        var cta = WriteCta.From(s, call, type);
        if (OpenTitles(s).FirstOrDefault(title => SimilarTitle.Holds(title, cta.Title)) is { } same)
        {
            return new CtaStep.Skip($"the open CTA '{same}' says the same");
        }

        var playbook = Playbook.BestFor(type, s.Playbooks);
        return new CtaStep.Create(
            cta with
            {
                PlaybookId = playbook?.Id,
            },
            playbook?.TasksFor(cta.OwnerId, s.Now) ?? [],
            WriteCta.ReasonOf(s.Prediction, call.Category, s.Rules.Scale)
        )
        {
            Retention = s.Retention,
        };
    }

    /// <summary>
    /// Somebody works on a CTA of this type in the CRM. One that nobody touched for longer, or at an unknown time, does
    /// not count: it may be forgotten.
    /// </summary>
    private static string? WhyTakenByCrm(CtaSituation s, CtaType type) =>
        s.Facts.Ctas.FirstOrDefault(cta =>
            cta.IsOpen && cta.Type == type && s.Now - (cta.UpdatedAt ?? cta.CreatedAt) <= TimeSpan.FromDays(CrmCtaDays)
        )
            is { } theirs
            ? $"the CRM's open CTA '{theirs.Title}' of the same type was last changed on {FormatDate.Of((theirs.UpdatedAt ?? theirs.CreatedAt)!.Value)}, and takes its place for {CrmCtaDays} days"
            : null;

    /// <summary>Titles of open CTAs from the CRM and from the app; snoozed CTAs count as open.</summary>
    private static IEnumerable<string> OpenTitles(CtaSituation s) =>
        s
            .Facts.Ctas.Where(cta => cta.IsOpen)
            .Select(cta => cta.Title)
            .Concat(s.Slots.Where(slot => slot.IsOpen).Select(slot => slot.Title));
}
