using System.Text.Json;
using System.Text.Unicode;

namespace CsMl.Core.Accounts.Import;

/// <summary>
/// Reads account facts from JSON: the one shape of the API, the import and the command line. Fields that the app
/// does not know are passed over; those that it knows are checked, and every error names its field and the fix.
/// </summary>
public static class ReadAccount
{
    private const int Short = 128;
    private const int Long = 4_000;

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

    /// <summary>
    /// Reads one account. Null with <paramref name="errors"/> filled where the input is no account; the input's
    /// mistakes are then listed, up to 50 of them.
    /// </summary>
    /// <param name="accountId">The id where the input gives none; null: the input must.</param>
    public static AccountLine? TryParse(
        ReadOnlySpan<byte> json,
        out IReadOnlyList<FieldError> errors,
        string? accountId = null
    )
    {
        if (!Utf8.IsValid(json))
        {
            errors = [new FieldError("", "The text is not UTF-8; encode it as UTF-8.")];
            return null;
        }

        // A file saved on Windows may begin with it; the reader would not know it.
        if (json.StartsWith("\uFEFF"u8))
        {
            json = json[3..];
        }

        try
        {
            var cursor = new JsonCursor(json);
            if (!cursor.Begin())
            {
                errors = [new FieldError("", "An account is a JSON object; write { \"accountId\": …, \"name\": … }.")];
                return null;
            }

            var line = Root(ref cursor, accountId);
            cursor.End();
            errors = (IReadOnlyList<FieldError>?)cursor.Errors ?? [];
            return errors.Count == 0 ? line : null;
        }
        catch (JsonException e)
        {
            errors =
            [
                new FieldError(
                    "",
                    $"The JSON is broken at {(e.LineNumber > 0 ? $"line {1 + e.LineNumber}, " : "")}byte {e.BytePositionInLine ?? 0}; check quotes, commas and brackets there."
                ),
            ];
            return null;
        }
        catch (InvalidOperationException)
        {
            // The reader's way to say that an escape such as \ud800 stands for half a character.
            errors = [new FieldError("", "A text holds half of a surrogate pair; escape both halves or neither.")];
            return null;
        }
    }

    private static AccountLine? Root(ref JsonCursor c, string? id)
    {
        string? name = null;
        string? ownerId = null;
        AccountType? type = null;
        DateTimeOffset? createdAt = null;
        DateTimeOffset? renewalDate = null;
        DateTimeOffset? asOf = null;
        double? healthScore = null;
        decimal? annualRevenue = null;
        bool? archived = null;
        bool? churned = null;
        IReadOnlyList<HealthSnapshot> health = [];
        IReadOnlyList<Activity> activities = [];
        IReadOnlyList<Ticket> tickets = [];
        IReadOnlyList<Cta> ctas = [];
        IReadOnlyList<Opportunity> opportunities = [];
        IReadOnlyList<Contact> contacts = [];
        Subscription? subscription = null;

        while (c.NextField())
        {
            if (c.Is("accountId"u8))
            {
                id = c.Id(Short) ?? id;
                if (id is not null && !AccountId.IsValid(id))
                {
                    c.FailValue(AccountId.Rule);
                }
            }
            else if (c.Is("name"u8))
                name = c.Text(256);
            else if (c.Is("type"u8))
                type = c.OneOf<AccountType>();
            else if (c.Is("ownerId"u8))
                ownerId = c.Id(Short);
            else if (c.Is("createdAt"u8))
                createdAt = c.Instant();
            else if (c.Is("healthScore"u8))
                healthScore = c.From0To100();
            else if (c.Is("annualRevenue"u8))
                annualRevenue = c.Money();
            else if (c.Is("renewalDate"u8))
                renewalDate = c.Instant();
            else if (c.Is("archived"u8))
                archived = c.Flag();
            else if (c.Is("asOf"u8))
                asOf = c.Instant();
            else if (c.Is("churnedWithin90Days"u8))
                churned = c.Label();
            else if (c.Is("healthHistory"u8))
                health = HealthHistory(ref c);
            else if (c.Is("activities"u8))
                activities = Activities(ref c);
            else if (c.Is("tickets"u8))
                tickets = Tickets(ref c);
            else if (c.Is("ctas"u8))
                ctas = Ctas(ref c);
            else if (c.Is("opportunities"u8))
                opportunities = Opportunities(ref c);
            else if (c.Is("contacts"u8))
                contacts = Contacts(ref c);
            else if (c.Is("subscription"u8))
                subscription = Subscription(ref c);
            else
                c.Skip();
        }

        if (id is null)
        {
            c.Missing("accountId");
        }

        if (name is null)
        {
            c.Missing("name");
        }

        return id is null || name is null
            ? null
            : new AccountLine(
                new AccountFacts
                {
                    AccountId = id,
                    Name = name,
                    Type = type,
                    OwnerId = ownerId,
                    CreatedAt = createdAt,
                    HealthScore = healthScore,
                    AnnualRevenue = annualRevenue,
                    RenewalDate = renewalDate,
                    Archived = archived ?? false,
                    HealthHistory = health,
                    Activities = activities,
                    Tickets = tickets,
                    Ctas = ctas.Count == 0 ? ctas : [.. ctas.Select(cta => cta with { AccountId = id })],
                    Opportunities = opportunities,
                    Contacts = contacts,
                    Subscription = subscription,
                },
                asOf,
                churned
            );
    }

    private static List<HealthSnapshot> HealthHistory(ref JsonCursor c)
    {
        var list = new List<HealthSnapshot>(8);
        if (!c.EnterList("healthHistory"))
        {
            return list;
        }

        while (c.NextItem())
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
                    overall = c.From0To100();
                else if (c.Is("usageScore"u8))
                    usage = c.From0To100();
                else if (c.Is("supportScore"u8))
                    support = c.From0To100();
                else if (c.Is("engagementScore"u8))
                    engagement = c.From0To100();
                else if (c.Is("sentimentScore"u8))
                    sentiment = c.From0To100();
                else
                    c.Skip();
            }

            if (date is { } at)
            {
                list.Add(new HealthSnapshot(at, overall, usage, support, engagement, sentiment));
            }
            else
            {
                c.Missing("date");
            }
        }

        return list;
    }

    private static List<Activity> Activities(ref JsonCursor c)
    {
        var list = new List<Activity>(16);
        if (!c.EnterList("activities"))
        {
            return list;
        }

        while (c.NextItem())
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
                    type = c.Word(Short, ActivityTypesUtf8, ActivityTypes);
                else if (c.Is("date"u8) || c.Is("occurredAt"u8))
                    date = c.Instant() ?? date;
                else if (c.Is("sentiment"u8))
                    sentiment = c.OneOf<Sentiment>();
                else if (c.Is("status"u8))
                    status = c.OneOf<ActivityStatus>();
                else if (c.Is("subject"u8))
                    subject = c.Text(Long);
                else if (c.Is("id"u8))
                    id = c.Id(Short) ?? id;
                else
                    c.Skip();
            }

            if (date is { } at)
            {
                list.Add(new Activity(id, type ?? "OTHER", at, status, sentiment, subject));
            }
            else
            {
                c.Missing("date", "occurredAt");
            }
        }

        return list;
    }

    private static List<Ticket> Tickets(ref JsonCursor c)
    {
        var list = new List<Ticket>();
        if (!c.EnterList("tickets"))
        {
            return list;
        }

        while (c.NextItem())
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
                    id = c.Id(Short) ?? id;
                else if (c.Is("createdAt"u8) || c.Is("date"u8))
                    createdAt = c.Instant() ?? createdAt;
                else if (c.Is("closedAt"u8))
                    closedAt = c.Instant();
                else if (c.Is("status"u8))
                    status = c.Text(Short);
                else if (c.Is("priority"u8))
                    priority = c.Text(Short);
                else if (c.Is("subject"u8))
                    subject = c.Text(Long);
                else
                    c.Skip();
            }

            if (createdAt is { } at)
            {
                list.Add(new Ticket(id, at, closedAt, status, priority, subject));
            }
            else
            {
                c.Missing("createdAt", "date");
            }
        }

        return list;
    }

    private static List<Cta> Ctas(ref JsonCursor c)
    {
        var list = new List<Cta>();
        if (!c.EnterList("ctas"))
        {
            return list;
        }

        while (c.NextItem())
        {
            var cta = new Cta
            {
                Id = "",
                AccountId = "",
                Title = "",
            };
            while (c.NextField())
            {
                if (c.Is("id"u8))
                    cta = cta with { Id = c.Id(Short) ?? "" };
                else if (c.Is("type"u8))
                    cta = cta with { Type = c.OneOf<CtaType>() ?? CtaType.Risk };
                else if (c.Is("priority"u8))
                    cta = cta with { Priority = c.OneOf<CtaPriority>() ?? CtaPriority.Medium };
                else if (c.Is("status"u8))
                    cta = cta with { Status = c.OneOf<CtaStatus>() ?? CtaStatus.Open };
                else if (c.Is("title"u8))
                    cta = cta with { Title = c.Text(Long) ?? "" };
                else if (c.Is("description"u8))
                    cta = cta with { Description = c.Text(Long) };
                else if (c.Is("reason"u8))
                    cta = cta with { Reason = c.Text(Long) };
                else if (c.Is("dueDate"u8))
                    cta = cta with { DueDate = c.Instant() };
                else if (c.Is("ownerId"u8))
                    cta = cta with { OwnerId = c.Id(Short) };
                else if (c.Is("playbookId"u8))
                    cta = cta with { PlaybookId = c.Id(Short) };
                else if (c.Is("isAutomated"u8))
                    cta = cta with { IsAutomated = c.Flag() ?? false };
                else if (c.Is("triggerRule"u8))
                    cta = cta with { TriggerRule = c.Text(Short) };
                else if (c.Is("snoozeUntil"u8))
                    cta = cta with { SnoozeUntil = c.Instant() };
                else if (c.Is("outcome"u8))
                    cta = cta with { Outcome = c.OneOf<CtaOutcome>() };
                else if (c.Is("createdAt"u8))
                    cta = cta with { CreatedAt = c.Instant() };
                else if (c.Is("updatedAt"u8))
                    cta = cta with { UpdatedAt = c.Instant() };
                else if (c.Is("completedAt"u8))
                    cta = cta with { CompletedAt = c.Instant() };
                else
                    c.Skip();
            }

            list.Add(cta);
        }

        return list;
    }

    private static List<Opportunity> Opportunities(ref JsonCursor c)
    {
        var list = new List<Opportunity>();
        if (!c.EnterList("opportunities"))
        {
            return list;
        }

        while (c.NextItem())
        {
            var o = new Opportunity(null, null, null, null, null, null);
            while (c.NextField())
            {
                if (c.Is("name"u8))
                    o = o with { Name = c.Text(Long) };
                else if (c.Is("stage"u8))
                    o = o with { Stage = c.Text(Short) };
                else if (c.Is("amount"u8))
                    o = o with { Amount = c.Money() };
                else if (c.Is("probability"u8))
                    o = o with { Probability = c.From0To100() };
                else if (c.Is("expectedCloseDate"u8))
                    o = o with { ExpectedCloseDate = c.Instant() };
                else if (c.Is("status"u8))
                    o = o with { Status = c.OneOf<OpportunityStatus>() };
                else
                    c.Skip();
            }

            list.Add(o);
        }

        return list;
    }

    private static List<Contact> Contacts(ref JsonCursor c)
    {
        var list = new List<Contact>();
        if (!c.EnterList("contacts"))
        {
            return list;
        }

        while (c.NextItem())
        {
            var contact = new Contact(null, null, null);
            while (c.NextField())
            {
                if (c.Is("name"u8))
                    contact = contact with { Name = c.Text(256) };
                else if (c.Is("role"u8))
                    contact = contact with { Role = c.Text(Short) };
                else if (c.Is("lastContactAt"u8))
                    contact = contact with { LastContactAt = c.Instant() };
                else
                    c.Skip();
            }

            list.Add(contact);
        }

        return list;
    }

    private static Subscription? Subscription(ref JsonCursor c)
    {
        if (!c.EnterObject("subscription"))
        {
            return null;
        }

        var s = new Subscription(null, null, null, null, null, null, null);
        while (c.NextField())
        {
            if (c.Is("trailing365Revenue"u8))
                s = s with { Trailing365Revenue = c.Money() };
            else if (c.Is("currency"u8))
                s = s with { Currency = c.Text(Short) };
            else if (c.Is("plan"u8))
                s = s with { Plan = c.Text(Short) };
            else if (c.Is("startDate"u8))
                s = s with { StartDate = c.Instant() };
            else if (c.Is("renewalDate"u8))
                s = s with { RenewalDate = c.Instant() };
            else if (c.Is("annualRevenue"u8))
                s = s with { AnnualRevenue = c.Money() };
            else if (c.Is("status"u8))
                s = s with { Status = c.Text(Short) };
            else
                c.Skip();
        }

        c.Leave();
        return s;
    }
}
