namespace CsMl.Core.Accounts.Import;

/// <summary>The fields of items that have a date.</summary>
internal static class HistoryFields
{
    public static FieldSet Activity { get; } =
        new(
            new(
                "id",
                FieldType.Text,
                "Activity ID|Task ID|Event ID|Engagement ID|(Do Not Modify) Activity|Aktivitäts-ID|Aktivität ID|?Record ID"
            ),
            new(
                "type",
                FieldType.Text,
                "Activity Type|Task Type|Event Type|Engagement Type|Channel|Typ|Art|Aktivitätstyp|Aktivitätsart|Kanal"
                    + "|?Task Subtype|?Subtype"
            ),
            new(
                "date",
                FieldType.Instant,
                "Occurred At|Activity Date|Date/Time|Timestamp|Meeting Date|Call Date|Datum|Aktivitätsdatum|Termin|Am"
                    + "|?Due Date|?Start Date|?Start Time|?Start|?Completed Date|?Created Date|?Create Date|?Created At"
                    + "|?Erledigt am|?Fällig am",
                IsRequired: true
            ),
            new("status", FieldType.Text, "Activity Status|Task Status|Meeting Outcome|Call Outcome|Aktivitätsstatus"),
            new("sentiment", FieldType.Text, "Stimmung|Tonality|Tonalität"),
            new(
                "subject",
                FieldType.Text,
                "Title|Summary|Activity Subject|Betreff|Titel|Thema|?Meeting Name|?Description"
            )
        );

    public static FieldSet Ticket { get; } =
        new(
            new(
                "id",
                FieldType.Text,
                "Ticket ID|Case ID|Issue Key|(Do Not Modify) Case|Ticketnummer|Ticket-Nr|Ticket-Nr.|Vorgangsnummer|Vorgang"
                    + "|Fallnummer|?Case Number|?Ticket Number|?Ticket|?Case|?Key|?Record ID"
            ),
            new(
                "createdAt",
                FieldType.Instant,
                "Created|Created Date|Created On|Create Date|Date/Time Opened|Opened|Opened Date|Opened At|Date Opened|Date"
                    + "|Date Created|Reported|Requested|Erstellt|Erstellt am|Erstelldatum|Eröffnet|Eröffnet am|Angelegt am"
                    + "|Eingang|Eingangsdatum|Datum",
                IsRequired: true
            ),
            new(
                "closedAt",
                FieldType.Instant,
                "Closed Date|Closed On|Close Date|Date/Time Closed|Date Closed|Solved At|Solved|Resolved At|Resolved"
                    + "|Resolved Date|Resolution Date|Geschlossen am|Gelöst am|Erledigt am|Abgeschlossen am|?Closed"
                    + "|?Geschlossen|?Gelöst"
            ),
            new("status", FieldType.Text, "Ticket Status|Case Status|State|Ticketstatus"),
            new(
                "priority",
                FieldType.Text,
                "Ticket Priority|Case Priority|Severity|Urgency|Priorität|Prio|Dringlichkeit"
            ),
            new("subject", FieldType.Text, "Title|Summary|Ticket Name|Case Subject|Case Title|Betreff|Titel|Thema")
        );

    public static FieldSet Health { get; } =
        new(
            new(
                "date",
                FieldType.Instant,
                "Snapshot Date|Score Date|Measured At|Recorded At|Timestamp|Datum|Stichtag|Messdatum",
                IsRequired: true
            ),
            new(
                "overallScore",
                FieldType.Score,
                "Score|Overall|Health Score|Health|Current Score|Gesamt|Gesamtwert|Gesamtscore|Gesundheitswert"
            ),
            new("usageScore", FieldType.Score, "Usage|Adoption|Adoption Score|Product Usage|Nutzung|Nutzungswert"),
            new("supportScore", FieldType.Score, "Support|Support-Wert"),
            new("engagementScore", FieldType.Score, "Engagement|Engagement-Wert"),
            new("sentimentScore", FieldType.Score, "Sentiment|Stimmung|Stimmungswert")
        );
}
