namespace CsMl.Core.Accounts.Vocabulary;

/// <summary>The statuses and stages of opportunities, as CRMs write them, in English and German.</summary>
internal static class DealWords
{
    private static readonly WordTable<OpportunityStatus> Table = new(
        (OpportunityStatus.Open, new("not closed", "closing", "to close", "reopen*", "nicht geschlossen", "abschluss")),
        (
            OpportunityStatus.Lost,
            new(
                "not won",
                "lost",
                "loss",
                "closedlost",
                "dead",
                "abandoned",
                "disqualified",
                "unqualified",
                "rejected",
                "declined",
                "no decision",
                "cancelled",
                "canceled",
                "withdrawn",
                "omitted",
                "verloren",
                "abgelehnt",
                "storniert"
            )
        ),
        (
            OpportunityStatus.Won,
            new(
                "won",
                "closedwon",
                "=win",
                "closed win",
                "signed",
                "order received",
                "gewonnen",
                "unterschrieben",
                "auftrag erhalten"
            )
        ),
        (
            OpportunityStatus.Closed,
            new("closed", "completed", "done", "archived", "inactive", "geschlossen", "abgeschlossen", "erledigt")
        ),
        (
            OpportunityStatus.Open,
            new(
                "open",
                "opened",
                "new",
                "active",
                "progress",
                "inprogress",
                "pending",
                "pipeline",
                "prospect*",
                "qualif*",
                "discovery",
                "needs analysis",
                "analysis",
                "value proposition",
                "id decision makers",
                "decision*",
                "proposal*",
                "quote*",
                "offer*",
                "negotiat*",
                "review*",
                "demo*",
                "evaluat*",
                "pilot",
                "poc",
                "trial",
                "contract*",
                "verbal*",
                "commit*",
                "upside",
                "best case",
                "hold",
                "stalled",
                "appointment*",
                "presentation*",
                "meeting*",
                "lead",
                "contacted",
                "engaged",
                "solution*",
                "offen",
                "angebot*",
                "verhandlung*",
                "bedarf*",
                "vertrag*",
                "erstgespraech"
            )
        )
    );

    /// <summary>Null if the word is absent or unknown.</summary>
    public static OpportunityStatus? Of(string? word) => Table.Find(word);
}
