using CsMl.Core.Accounts.Vocabulary;

namespace CsMl.Core.Accounts.Import;

/// <summary>An account while its fields are being read.</summary>
/// <param name="accountId">The id if the input has none.</param>
internal struct AccountDraft(string? accountId)
{
    private string? _id = accountId;
    private string? _name;
    private string? _ownerId;
    private AccountType? _type;
    private DateTimeOffset? _createdAt;
    private DateTimeOffset? _renewalDate;
    private DateTimeOffset? _asOf;
    private double? _healthScore;
    private decimal? _annualRevenue;
    private string? _currency;
    private string? _mark;
    private bool? _archived;
    private bool? _churned;
    private IReadOnlyList<HealthSnapshot> _health = [];
    private IReadOnlyList<Activity> _activities = [];
    private IReadOnlyList<Ticket> _tickets = [];
    private IReadOnlyList<Cta> _ctas = [];
    private IReadOnlyList<Opportunity> _opportunities = [];
    private IReadOnlyList<Contact> _contacts = [];
    private Subscription? _subscription;

    /// <summary>Reads the field that the cursor is at.</summary>
    public void Read(ref JsonCursor c)
    {
        if (ReadProfile(ref c) || ReadLists(ref c))
        {
            return;
        }

        if (IsDerived(ref c))
        {
            c.Skip();
        }
        else
        {
            c.Unknown(FieldSets.Account);
        }
    }

    /// <summary>The completed account; null, with errors, if its id or name is missing.</summary>
    public AccountLine? Complete(ref JsonCursor c)
    {
        _currency = c.CurrencyOf(_currency, _mark);
        if (_id is null)
        {
            c.Missing("accountId");
        }

        if (_name is null)
        {
            c.Missing("name");
        }

        return _id is { } id && _name is { } name
            ? new AccountLine(Facts(id, name), _asOf, _churned, c.UnknownWords)
            : null;
    }

    private readonly AccountFacts Facts(string id, string name) =>
        new()
        {
            AccountId = id,
            Name = name,
            Type = _type,
            OwnerId = _ownerId,
            CreatedAt = _createdAt,
            HealthScore = _healthScore,
            AnnualRevenue = _annualRevenue,
            Currency = _currency,
            RenewalDate = _renewalDate,
            Archived = _archived ?? false,
            HealthHistory = _health,
            Activities = _activities,
            Tickets = _tickets,
            Ctas = _ctas.Count == 0 ? _ctas : [.. _ctas.Select(cta => cta with { AccountId = id })],
            Opportunities = _opportunities,
            Contacts = _contacts,
            Subscription = _subscription,
        };

    private bool ReadProfile(ref JsonCursor c)
    {
        if (c.Is("accountId"u8))
            ReadId(ref c);
        else if (c.Is("name"u8))
            _name = c.Text(TextLimits.Name);
        else if (c.Is("type"u8))
            c.TryOneOf(AccountTypeWords.Of, out _type);
        else if (c.Is("ownerId"u8))
            _ownerId = c.Id(TextLimits.Short);
        else if (c.Is("createdAt"u8))
            _createdAt = c.Instant();
        else if (c.Is("healthScore"u8))
            _healthScore = c.Score();
        else if (c.Is("annualRevenue"u8))
            _annualRevenue = c.Money(out _mark);
        else if (c.Is("currency"u8))
            _currency = c.Currency();
        else if (c.Is("renewalDate"u8))
            _renewalDate = c.Instant();
        else if (c.Is("archived"u8))
            ReadArchived(ref c);
        else if (c.Is("asOf"u8))
            _asOf = c.Instant();
        else if (c.Is("churnedWithin90Days"u8))
            _churned = c.Label();
        else
            return false;

        return true;
    }

    private bool ReadLists(ref JsonCursor c)
    {
        if (c.Is("healthHistory"u8))
            _health = JsonCursor.List<HealthSnapshot>(ref c, "healthHistory", 8, ReadHistory.TryReadSnapshot);
        else if (c.Is("activities"u8))
            _activities = JsonCursor.List<Activity>(ref c, "activities", 16, ReadHistory.TryReadActivity);
        else if (c.Is("tickets"u8))
            _tickets = JsonCursor.List<Ticket>(ref c, "tickets", 0, ReadHistory.TryReadTicket);
        else if (c.Is("ctas"u8))
            _ctas = JsonCursor.List<Cta>(ref c, "ctas", 0, ReadCta.TryRead);
        else if (c.Is("opportunities"u8))
            _opportunities = JsonCursor.List<Opportunity>(ref c, "opportunities", 0, ReadDeal.TryReadOpportunity);
        else if (c.Is("contacts"u8))
            _contacts = JsonCursor.List<Contact>(ref c, "contacts", 0, ReadDeal.TryReadContact);
        else if (c.Is("subscription"u8))
            _subscription = ReadDeal.Subscription(ref c);
        else
            return false;

        return true;
    }

    /// <summary>True for what an answer says beside the facts, so that an answer can be sent back.</summary>
    private static bool IsDerived(ref JsonCursor c) =>
        c.Is("lifecycle"u8) || c.Is("lifecycleReason"u8) || c.Is("lifecycleSince"u8) || c.Is("contractEnd"u8);

    private void ReadId(ref JsonCursor c)
    {
        _id = c.Id(TextLimits.Short) ?? _id;
        if (_id is not null && !AccountId.IsValid(_id))
        {
            c.FailValue(AccountId.Rule);
            _id = null;
        }
    }

    private void ReadArchived(ref JsonCursor c)
    {
        _archived = c.Flag();
        if (_archived == false)
        {
            c.NoteEmptied();
        }
    }
}
