using CsMl.Core.Accounts.Vocabulary;

namespace CsMl.Core.Accounts.Import;

/// <summary>Reads the items of an account that have a date: health snapshots, activities and tickets.</summary>
internal static class ReadHistory
{
    private static readonly string[] ActivityTypes =
    [
        "EMAIL",
        "MEETING",
        "CALL",
        "NOTE",
        "TASK",
        "CHAT",
        "DEMO",
        "SMS",
        "LINKEDIN_MESSAGE",
        "PROPOSAL",
        "CONTRACT",
        "OTHER",
    ];

    private static readonly byte[][] ActivityTypesUtf8 = [.. ActivityTypes.Select(System.Text.Encoding.ASCII.GetBytes)];

    /// <summary>Reads an item of <c>healthHistory</c>.</summary>
    public static bool TryReadSnapshot(ref JsonCursor c, out HealthSnapshot item)
    {
        DateTimeOffset? date = null;
        double? overall = null;
        double? usage = null;
        double? support = null;
        double? engagement = null;
        double? sentiment = null;
        while (c.NextField())
        {
            if (c.Is("date"u8))
                date = c.Instant();
            else if (c.Is("overallScore"u8) || c.Is("score"u8))
                overall = c.Score();
            else if (c.Is("usageScore"u8))
                usage = c.Score();
            else if (c.Is("supportScore"u8))
                support = c.Score();
            else if (c.Is("engagementScore"u8))
                engagement = c.Score();
            else if (c.Is("sentimentScore"u8))
                sentiment = c.Score();
            else
                c.Unknown(HistoryFields.Health);
        }

        if (date is null)
        {
            c.Missing("date");
        }

        item = new HealthSnapshot(date.GetValueOrDefault(), overall, usage, support, engagement, sentiment);
        return date is not null;
    }

    /// <summary>Reads an item of <c>activities</c>.</summary>
    public static bool TryReadActivity(ref JsonCursor c, out Activity item)
    {
        string? id = null;
        string? type = null;
        DateTimeOffset? date = null;
        ActivityStatus? status = null;
        Sentiment? sentiment = null;
        string? subject = null;
        while (c.NextField())
        {
            if (c.Is("type"u8))
                type = c.Word(TextLimits.Short, ActivityTypesUtf8, ActivityTypes);
            else if (c.Is("date"u8) || c.Is("occurredAt"u8))
                date = c.Instant() ?? date;
            else if (c.Is("sentiment"u8))
                sentiment = c.OneOf<Sentiment>();
            else if (c.Is("status"u8))
                c.TryOneOf(ActivityWords.Status, out status);
            else if (c.Is("subject"u8))
                subject = c.Text(TextLimits.Long);
            else if (c.Is("id"u8))
                id = c.Id(TextLimits.Short) ?? id;
            else
                c.Unknown(HistoryFields.Activity);
        }

        if (date is null)
        {
            c.Missing("date", "occurredAt");
        }

        item = new Activity(id, type ?? "OTHER", date.GetValueOrDefault(), status, sentiment, subject);
        return date is not null;
    }

    /// <summary>Reads an item of <c>tickets</c>.</summary>
    public static bool TryReadTicket(ref JsonCursor c, out Ticket item)
    {
        string? id = null;
        DateTimeOffset? createdAt = null;
        DateTimeOffset? closedAt = null;
        string? status = null;
        string? priority = null;
        string? subject = null;
        while (c.NextField())
        {
            if (c.Is("id"u8))
                id = c.Id(TextLimits.Short) ?? id;
            else if (c.Is("createdAt"u8) || c.Is("date"u8))
                createdAt = c.Instant() ?? createdAt;
            else if (c.Is("closedAt"u8))
                closedAt = c.Instant();
            else if (c.Is("status"u8))
                status = c.FreeWord(static word => TicketWords.Of(word) != TicketState.Unknown);
            else if (c.Is("priority"u8))
                priority = c.FreeWord(static word => TicketWords.Urgency(word) is not null);
            else if (c.Is("subject"u8))
                subject = c.Text(TextLimits.Long);
            else
                c.Unknown(HistoryFields.Ticket);
        }

        if (createdAt is null)
        {
            c.Missing("createdAt", "date");
        }

        item = new Ticket(id, createdAt.GetValueOrDefault(), closedAt, status, priority, subject);
        return createdAt is not null;
    }
}
