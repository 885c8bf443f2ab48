namespace CsMl.Core.Accounts.Vocabulary;

/// <summary>The kinds and statuses of activities, as CRMs write them, in English and German.</summary>
internal static class ActivityWords
{
    /// <summary>
    /// What we wrote for ourselves or sent to nobody in particular. An unknown kind is a contact, because each CRM has
    /// kinds of its own.
    /// </summary>
    private static readonly Phrases Own = new(
        "note",
        "notes",
        "task",
        "tasks",
        "internal*",
        "todo",
        "to do",
        "reminder*",
        "comment*",
        "log entry",
        "status change*",
        "field change*",
        "playbook*",
        "cta",
        "newsletter*",
        "mass email*",
        "marketing email*",
        "campaign email*",
        "automated*",
        "bounce*",
        "voicemail*",
        "voice mail*",
        "no answer",
        "missed call",
        "attempt*",
        "notiz*",
        "aktennotiz*",
        "aufgabe*",
        "intern",
        "interne*",
        "wiedervorlage*",
        "erinnerung*",
        "kommentar*",
        "rundmail*"
    );

    private static readonly Phrases Meetings = new(
        "meeting*",
        "call",
        "calls",
        "videocall*",
        "phonecall*",
        "phone",
        "demo*",
        "appointment*",
        "=event",
        "qbr",
        "ebr",
        "business review*",
        "workshop*",
        "training*",
        "site visit*",
        "onsite*",
        "on site*",
        "conference*",
        "zoom",
        "besprechung*",
        "termin*",
        "telefon*",
        "anruf*",
        "gespraech*",
        "videokonferenz*",
        "besuch*",
        "schulung*"
    );

    private static readonly WordTable<ActivityKind> Kinds = new(
        (ActivityKind.Own, Own),
        (ActivityKind.Meeting, Meetings)
    );

    private static readonly WordTable<ActivityStatus> Statuses = new(
        (ActivityStatus.Planned, new("not started", "not yet *", "not held", "tentative", "todo", "to do")),
        (
            ActivityStatus.NoShow,
            new(
                "no show",
                "noshow",
                "missed",
                "did not attend",
                "not attended",
                "no answer",
                "unanswered",
                "busy",
                "voicemail*",
                "left message",
                "left live message",
                "wrong number",
                "not reached",
                "nicht erschienen",
                "nicht erreicht",
                "besetzt",
                "mailbox"
            )
        ),
        (
            ActivityStatus.Cancelled,
            new(
                "cancelled",
                "canceled",
                "declined",
                "rejected",
                "postponed",
                "skipped",
                "deleted",
                "abgesagt",
                "storniert",
                "verschoben"
            )
        ),
        (
            ActivityStatus.Completed,
            new(
                "completed",
                "complete",
                "done",
                "held",
                "closed",
                "attended",
                "finished",
                "sent",
                "received",
                "replied",
                "answered",
                "connected",
                "reached",
                "logged",
                "erledigt",
                "erreicht",
                "stattgefunden",
                "durchgefuehrt",
                "abgeschlossen"
            )
        ),
        (ActivityStatus.InProgress, new("progress", "inprogress", "started", "ongoing", "in arbeit", "laufend")),
        (
            ActivityStatus.Scheduled,
            new("scheduled", "booked", "confirmed", "rescheduled", "invited", "upcoming", "terminiert", "bestaetigt")
        ),
        (
            ActivityStatus.Planned,
            new("planned", "open", "new", "pending", "wait*", "deferred", "draft", "geplant", "offen")
        )
    );

    public static ActivityKind Kind(string type) =>
        type switch
        {
            "EMAIL" => ActivityKind.Contact,
            "MEETING" or "CALL" or "DEMO" => ActivityKind.Meeting,
            _ => Kinds.Find(type) ?? ActivityKind.Contact,
        };

    /// <summary>Null if the word is absent or unknown.</summary>
    public static ActivityStatus? Status(string? word) => Statuses.Find(word);
}
