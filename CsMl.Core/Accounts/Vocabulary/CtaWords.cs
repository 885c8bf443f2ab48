namespace CsMl.Core.Accounts.Vocabulary;

/// <summary>The statuses of a CRM's own tasks, in English and German.</summary>
internal static class CtaWords
{
    private static readonly WordTable<CtaStatus> Table = new(
        (CtaStatus.Open, new("reopen*", "not started", "not done", "not complete*", "not closed", "overdue", "todo")),
        (
            CtaStatus.Cancelled,
            new(
                "cancelled",
                "canceled",
                "closed invalid",
                "invalid",
                "rejected",
                "declined",
                "dismissed",
                "skipped",
                "deleted",
                "archived",
                "no action",
                "abandoned",
                "duplicate",
                "storniert",
                "abgebrochen",
                "abgelehnt"
            )
        ),
        (
            CtaStatus.Completed,
            new(
                "completed",
                "complete",
                "done",
                "closed",
                "finished",
                "resolved",
                "solved",
                "success*",
                "erledigt",
                "abgeschlossen",
                "geschlossen"
            )
        ),
        (
            CtaStatus.Snoozed,
            new("snoozed", "snooze", "deferred", "postponed", "hold", "onhold", "paused", "zurueckgestellt", "vertagt")
        ),
        (
            CtaStatus.InProgress,
            new(
                "progress",
                "inprogress",
                "working",
                "wip",
                "started",
                "ongoing",
                "wait*",
                "await*",
                "in arbeit",
                "in bearbeitung"
            )
        ),
        (
            CtaStatus.Open,
            new("open", "new", "pending", "planned", "scheduled", "assigned", "to do", "due", "offen", "neu", "geplant")
        )
    );

    /// <summary>Null if the word is absent or unknown.</summary>
    public static CtaStatus? Of(string? word) => Table.Find(word);
}
