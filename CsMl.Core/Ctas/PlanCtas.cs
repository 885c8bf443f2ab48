namespace CsMl.Core.Ctas;

/// <summary>
/// Decides what a prediction means for an account's CTAs: which to close, which to raise, and whether to create one. A
/// pure function without storage access: the store enforces the rules for concurrent callers (one open CTA of a type,
/// the cooldown).
/// </summary>
public static class PlanCtas
{
    /// <summary>The steps for the open CTAs, then one step that creates a CTA or gives the reason why not.</summary>
    public static IReadOnlyList<CtaStep> For(CtaSituation s) => [.. Tend(s), CreateOrSkip(s)];

    /// <summary>The steps for the open CTAs.</summary>
    public static IEnumerable<CtaStep> Tend(CtaSituation s) =>
        s.Slots.Select(slot => PlanOpenCta.For(slot, s)).OfType<CtaStep>();

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

    /// <summary>Titles of open CTAs from the CRM and from the app; snoozed CTAs count as open.</summary>
    private static IEnumerable<string> OpenTitles(CtaSituation s) =>
        s
            .Facts.Ctas.Where(cta => cta.IsOpen)
            .Select(cta => cta.Title)
            .Concat(s.Slots.Where(slot => slot.IsOpen).Select(slot => slot.Title));
}
