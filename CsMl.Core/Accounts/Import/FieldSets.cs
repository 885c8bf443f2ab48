namespace CsMl.Core.Accounts.Import;

/// <summary>
/// The fields of account facts, with the names that Salesforce, HubSpot, Dynamics, Gainsight and German exports give
/// them. A name to add is one more in a line here.
/// </summary>
internal static class FieldSets
{
    private const string AccountIds =
        "Account ID|Account.Id|Account: Account ID|Account Id 18|Account ID (18)|Company ID|Customer ID|Client ID|Org ID"
        + "|Organization ID|Organisation ID|GSID|Company GSID|Record ID - Company|(Do Not Modify) Account|Kundennummer"
        + "|Kunden-Nr|Kunden-Nr.|Kundennr|Kunden-ID|Kd-Nr|Kd.-Nr.|KdNr|Kundenkonto|Kontonummer|Debitor|Debitorennummer"
        + "|Debitoren-Nr|Firmen-ID|Firmennummer|Unternehmens-ID|?Account Number|?Account No|?Customer Number|?Customer No"
        + "|?External ID";

    /// <summary>Ids of other CRMs, which exports have beside their own.</summary>
    private const string ForeignIds =
        "|??Salesforce Account ID|??Salesforce ID|??Salesforce Record ID|??SFDC Account ID|??SFDC ID|??HubSpot Company ID"
        + "|??HubSpot ID|??Dynamics Account ID|??CRM ID|??CRM Account ID|??ERP ID|??ERP Customer ID|??Salesforce-ID|??CRM-ID";

    /// <summary>Those named after an amount are known, too (<see cref="FieldSet"/>).</summary>
    private const string Currencies =
        "Currency Code|Currency ISO Code|Account Currency|Revenue Currency|Transaction Currency|Währung|Währungscode"
        + "|ISO-Währungscode|Kontowährung|Accountwährung";

    private static readonly ImportField[] Profile =
    [
        new("accountId", FieldType.Text, AccountIds + ForeignIds + "|?Id|?Record ID", IsRequired: true),
        new(
            "name",
            FieldType.Text,
            "Account Name|Account: Account Name|Company Name|Customer Name|Client Name|Organization Name|Organisation Name"
                + "|Company|Firma|Firmenname|Kundenname|Unternehmen|Unternehmensname|Organisation|Organization|?Account"
                + "|?Customer|?Client|?Kunde",
            IsRequired: true
        ),
        new(
            "type",
            FieldType.Text,
            "Account Type|Customer Type|Company Type|Relationship Type|Typ|Kundentyp|Kundenart"
        ),
        new(
            "ownerId",
            FieldType.Text,
            "Owner|Account Owner|Company Owner|Record Owner|HubSpot Owner|Customer Success Manager|CSM|CSM Name|Account Manager"
                + "|Customer Success Owner|Betreuer|Kundenbetreuer|Inhaber|Besitzer|Verantwortlich|Verantwortlicher|Zuständig"
                + "|?Owner Name|?Account Owner Name|?CSM Email"
        ),
        new(
            "createdAt",
            FieldType.Instant,
            "Created|Created Date|Created On|Create Date|Creation Date|Date Created|Erstellt|Erstellt am|Erstelldatum"
                + "|Erstellungsdatum|Angelegt am|Anlagedatum|?Customer Since|?Kunde seit|?Original Contract Date"
        ),
        new(
            "healthScore",
            FieldType.Score,
            "Health|Customer Health|Customer Health Score|Overall Score|Overall Health Score|Current Score|Score|CSM Score"
                + "|Gesundheitswert|Gesundheitsscore|Kundengesundheit"
        ),
        new(
            "annualRevenue",
            FieldType.Money,
            "ARR|Annual Recurring Revenue|ACV|Annual Contract Value|Contract Value|ARR (EUR)|ARR (USD)|ARR EUR|ARR USD"
                + "|ARR in EUR|ARR in USD|Jahresumsatz|Umsatz|Jahresvertragswert|Vertragswert|Umsatz pro Jahr"
        ),
        new(
            "renewalDate",
            FieldType.Instant,
            "Renewal|Next Renewal|Next Renewal Date|Contract Renewal Date|Subscription Renewal Date|Verlängerung"
                + "|Verlängerungsdatum|Verlängerung am|Nächste Verlängerung|Vertragsverlängerung|Renewal am"
        ),
        new("archived", FieldType.Flag, "Is Archived|Is Deleted|Deleted|Inactive|Archiviert|Gelöscht|Inaktiv"),
        new("currency", FieldType.Text, Currencies),
    ];

    /// <summary>How a subscription ends.</summary>
    private static readonly ImportField[] Ending =
    [
        new(
            "endDate",
            FieldType.Instant,
            "Contract End|Contract End Date|Subscription End|Subscription End Date|Contract Expiration Date|Vertragsende"
                + "|Laufzeitende|?End Date|?Enddatum|?Expiration Date"
        ),
        new(
            "noticeAt",
            FieldType.Instant,
            "Notice Date|Notice Given|Notice Given On|Kündigungsdatum|Gekündigt am|?Canceled At|?Cancelled At"
        ),
        new("cancelAtPeriodEnd", FieldType.Flag, "Cancel at period end|Kündigung zum Laufzeitende"),
    ];

    private static readonly ImportField[] Dated =
    [
        new("asOf", FieldType.Instant),
        new("churnedWithin90Days", FieldType.Flag),
    ];

    private static readonly ImportField[] Lists =
    [
        new("healthHistory", FieldType.Nested),
        new("activities", FieldType.Nested),
        new("tickets", FieldType.Nested),
        new("ctas", FieldType.Nested),
        new("opportunities", FieldType.Nested),
        new("contacts", FieldType.Nested),
        new("subscription", FieldType.Nested),
    ];

    public static FieldSet Account { get; } = new([.. Profile, .. Dated, .. Lists]);

    public static FieldSet Contact { get; } =
        new(
            new("id", FieldType.Text, "Contact ID|(Do Not Modify) Contact|Kontakt-ID|Ansprechpartner-ID|?Record ID"),
            new(
                "name",
                FieldType.Text,
                "Full Name|Contact Name|Contact|Vollständiger Name|Ansprechpartner|Kontakt|Kontaktname"
            ),
            new("role", FieldType.Text, "Title|Job Title|Position|Contact Role|Rolle|Funktion|Berufsbezeichnung|Titel"),
            new(
                "lastContactAt",
                FieldType.Instant,
                "Last Contact|Last Contacted|Last Contact Date|Last Activity|Last Activity Date|Letzter Kontakt"
                    + "|Letzte Aktivität"
            )
        );

    public static FieldSet Opportunity { get; } =
        new(
            new(
                "id",
                FieldType.Text,
                "Opportunity ID|Deal ID|(Do Not Modify) Opportunity|Verkaufschance-ID|Verkaufschancen-ID|?Record ID"
            ),
            new("name", FieldType.Text, "Opportunity Name|Deal Name|Opportunity|Deal|Topic|Verkaufschance|Bezeichnung"),
            new("stage", FieldType.Text, "Deal Stage|Sales Stage|Phase|Stufe|Verkaufsphase"),
            new(
                "amount",
                FieldType.Money,
                "Value|Deal Value|Deal Amount|Est. Revenue|Estimated Revenue|Betrag|Wert|Volumen|Auftragswert"
            ),
            new("probability", FieldType.Percent, "Probability (%)|Win Probability|Wahrscheinlichkeit"),
            new(
                "expectedCloseDate",
                FieldType.Instant,
                "Close Date|Est. Close Date|Estimated Close Date|Closing Date|Abschlussdatum|Voraussichtlicher Abschluss"
                    + "|Geplanter Abschluss"
            ),
            new("status", FieldType.Text, "Opportunity Status|Deal Status|State")
        );

    public static FieldSet Subscription { get; } =
        new([
            new("plan", FieldType.Text, "Product|Subscription Plan|Plan Name|Tarif|Produkt|Paket|Product Name"),
            new(
                "startDate",
                FieldType.Instant,
                "Start|Subscription Start|Subscription Start Date|Contract Start|Contract Start Date|Vertragsbeginn"
                    + "|Vertragsstart|Startdatum|Beginn"
            ),
            Profile[7],
            Profile[6],
            new("trailing365Revenue", FieldType.Money, "Revenue last 12 months|Trailing revenue|Umsatz 12 Monate"),
            new("currency", FieldType.Text, Currencies + "|Subscription Currency|Contract Currency|Vertragswährung"),
            new("status", FieldType.Text, "Subscription Status|Contract Status|Vertragsstatus|Abostatus|State"),
            .. Ending,
        ]);

    public static FieldSet Cta { get; } =
        new([
            .. "id|type|priority|status|title|description|reason|ownerId|playbookId|triggerRule|outcome"
                .Split('|')
                .Select(name => new ImportField(name, FieldType.Text)),
            .. "dueDate|snoozeUntil|createdAt|updatedAt|completedAt"
                .Split('|')
                .Select(name => new ImportField(name, FieldType.Instant)),
            new("isAutomated", FieldType.Flag),
            // Known to the CRM that told of it, and of no use here.
            new("accountId", FieldType.Text),
            new("triggerData", FieldType.Nested),
        ]);

    /// <summary>The columns of a table of accounts: the profile, and what it may say of the subscription.</summary>
    private static readonly FieldSet AccountTable = new([
        .. Profile,
        new("subscription.plan", FieldType.Text, "Plan|Subscription Plan|Plan Name|Tarif|Produkt|Paket"),
        new(
            "subscription.startDate",
            FieldType.Instant,
            "Subscription Start|Subscription Start Date|Contract Start|Contract Start Date|Vertragsbeginn|Vertragsstart"
        ),
        new("subscription.currency", FieldType.Text, "Subscription Currency|Contract Currency|Vertragswährung"),
        new("subscription.status", FieldType.Text, "Subscription Status|Contract Status|Vertragsstatus|Abostatus"),
        new("subscription.renewalDate", FieldType.Instant),
        new("subscription.annualRevenue", FieldType.Money),
        new("subscription.trailing365Revenue", FieldType.Money, "Revenue last 12 months|Umsatz 12 Monate"),
        .. Ending.Select(field => new ImportField($"subscription.{field.Name}", field.Type, field.Aliases)),
    ]);

    private static readonly ImportField AccountReference = new(
        "accountId",
        FieldType.Text,
        AccountIds
            + ForeignIds
            + "|What ID|Related To ID|Related Account ID|Associated Company ID|Associated Company IDs|Company Record ID"
            + "|Parent Account ID|?Account|?Regarding|?Organization|?Organisation|?Company|?Customer|?Kunde|?Firma",
        IsRequired: true
    );

    private static readonly Dictionary<ImportKind, FieldSet> Tables = new()
    {
        [ImportKind.Accounts] = AccountTable,
        [ImportKind.Activities] = WithAccount(HistoryFields.Activity),
        [ImportKind.Tickets] = WithAccount(HistoryFields.Ticket),
        [ImportKind.Health] = WithAccount(HistoryFields.Health),
        [ImportKind.Contacts] = WithAccount(Contact),
        [ImportKind.Opportunities] = WithAccount(Opportunity),
        [ImportKind.Subscriptions] = WithAccount(Subscription),
    };

    /// <summary>The columns that a table of this kind may have.</summary>
    public static FieldSet Table(ImportKind kind) => Tables[kind];

    private static FieldSet WithAccount(FieldSet item) => new([AccountReference, .. item.Fields]);
}
