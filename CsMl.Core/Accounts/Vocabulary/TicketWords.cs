namespace CsMl.Core.Accounts.Vocabulary;

/// <summary>The statuses and priorities of tickets, as help desks write them, in English and German.</summary>
internal static class TicketWords
{
    private static readonly Phrases NotYetClosed = new(
        "reopen*",
        "re open*",
        "not closed",
        "not resolved",
        "not solved",
        "not fixed",
        "not done",
        "not complete*",
        "do not close",
        "dont close",
        "unresolved",
        "unsolved",
        "not yet *",
        "to be closed",
        "to be completed",
        "to be solved",
        "to be resolved",
        "to be fixed",
        "will be closed",
        "to close",
        "pending clos*",
        "awaiting clos*",
        "partially resolved",
        "partly solved",
        "nicht geloest",
        "nicht geschlossen",
        "ungeloest",
        "wiedereroeffnet",
        "wieder geoeffnet",
        "teilweise geloest"
    );

    private static readonly Phrases Done = new(
        "closed",
        "close",
        "autoclosed",
        "solved",
        "resolved",
        "fixed",
        "done",
        "complete",
        "completed",
        "finished",
        "cancelled",
        "canceled",
        "wont fix",
        "wontfix",
        "will not fix",
        "wont do",
        "wontdo",
        "declined",
        "rejected",
        "withdrawn",
        "abandoned",
        "expired",
        "duplicate",
        "merged",
        "spam",
        "deleted",
        "archived",
        "obsolete",
        "invalid",
        "not a bug",
        "not reproducible",
        "cannot reproduce",
        "no action",
        "information provided",
        "inactive",
        "erledigt",
        "geschlossen",
        "geloest",
        "abgeschlossen",
        "beendet",
        "behoben",
        "storniert",
        "abgelehnt",
        "abgebrochen"
    );

    private static readonly Phrases Unfinished = new(
        "open",
        "opened",
        "new",
        "active",
        "pending",
        "hold",
        "onhold",
        "wait*",
        "await*",
        "progress",
        "inprogress",
        "working",
        "wip",
        "incomplete",
        "assigned",
        "unassigned",
        "escalated",
        "todo",
        "to do",
        "backlog",
        "triage*",
        "review",
        "investigat*",
        "research*",
        "ongoing",
        "accepted",
        "acknowledged",
        "started",
        "blocked",
        "queued",
        "scheduled",
        "answered",
        "replied",
        "responded",
        "offen",
        "neu",
        "in bearbeitung",
        "in arbeit",
        "wart*",
        "rueckfrage",
        "zugewiesen",
        "eskaliert",
        "angehalten",
        "zurueckgestellt"
    );

    private static readonly WordTable<TicketState> Table = new(
        (TicketState.Open, NotYetClosed),
        (TicketState.Closed, Done),
        (TicketState.Open, Unfinished)
    );

    private static readonly WordTable<TicketUrgency> Priorities = new(
        (
            TicketUrgency.Ordinary,
            new(
                "not urgent",
                "non urgent",
                "not high",
                "low",
                "lowest",
                "minor",
                "trivial",
                "normal",
                "medium",
                "moderate",
                "niedrig",
                "gering",
                "mittel"
            )
        ),
        (
            TicketUrgency.Urgent,
            new(
                "high",
                "highest",
                "urgent",
                "critical",
                "blocker",
                "emergency",
                "p1",
                "p0",
                "s1",
                "sev1",
                "sev 1",
                "severity 1",
                "prio 1",
                "prio1",
                "priority 1",
                "hoch",
                "hoechste",
                "dringend",
                "kritisch"
            )
        ),
        (
            TicketUrgency.Ordinary,
            new("p2", "p3", "p4", "p5", "s2", "s3", "s4", "sev*", "prio*", "none", "standard", "question", "planning")
        )
    );

    public static TicketState Of(string? status) => Table.Find(status) ?? TicketState.Unknown;

    /// <summary>Null if the priority is absent or unknown; neither is urgent.</summary>
    public static TicketUrgency? Urgency(string? priority) => Priorities.Find(priority);
}
