using CsMl.Core.Ctas;
using static CsMl.Tests.Ctas.CtaSituations;

namespace CsMl.Tests.Ctas;

/// <summary>An account under notice needs a CTA whatever its probability and its confidence are.</summary>
internal static class NoticeCtaCases
{
    private const string Reason = "Gave notice on 22 February 2026; the contract ends on 6 March 2026";

    public static readonly CtaCase[] All =
    [
        new("under notice", Noticed(60, With(Churn(0.1, confidence: 0.2))), ["create RISK HIGH due 2026-03-09"]),
        new("whose contract ends soon", Noticed(2, With(Churn(0.1))), ["create RISK HIGH due 2026-03-06T09:30:00"]),
        new(
            "whose prediction suggests nothing",
            Noticed(60, With(Churn(0.1) with { SuggestedCTA = null })),
            ["create RISK HIGH"]
        ),
        new("and is critical", Noticed(60, With(Churn(0.9))), ["create RISK CRITICAL due 2026-03-05"]),
        new(
            "a lesser CTA is raised, by the contract's end and not the renewal",
            Noticed(2, With(Churn(0.1), [Lesser], renewal: Now.AddDays(1))),
            [$"raise RISK HIGH by 2026-03-06T09:30:00: {Reason}.", "skip: the automated CTA"]
        ),
        new("another stays, however low the risk", Noticed(60, With(Churn(0.1), [Open(Now)])), ["skip: the automated"]),
    ];

    private static CtaSlot Lesser => Open(Now) with { Priority = Core.Accounts.CtaPriority.Medium };

    private static CtaSituation Noticed(int endsInDays, CtaSituation s) =>
        s with
        {
            Facts = s.Facts.UnderNotice(endsInDays),
        };
}
