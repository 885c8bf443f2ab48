namespace CsMl.Core.Accounts.Import;

/// <summary>
/// Names of columns that exports of a kind have, beside those of its fields: they are not imported, and tell what the rows
/// of a file are.
/// </summary>
internal static class TypicalColumns
{
    private static readonly Dictionary<ImportKind, string> Names = new()
    {
        [ImportKind.Accounts] =
            "Industry|Website|Employees|Number of Employees|Billing Street|Billing City|Billing State|Billing State/Province"
            + "|Billing Postal Code|Billing Zip/Postal Code|Billing Country|Shipping City|Shipping Country|Phone|Phone Number"
            + "|Main Phone|Fax|Email|E-Mail|Rating|Account Source|Parent Account|Parent Company|Lifecycle Stage|Domain"
            + "|Company Domain Name|City|Country|Country/Region|Street|Postal Code|Zip|Ownership|Segment|Tier|Region|Territory"
            + "|Number of open deals|Seats|MRR|Contract Term|Billing Frequency|Branche|Webseite|Mitarbeiter|Mitarbeiterzahl|Ort"
            + "|Stadt|PLZ|Straße|Land|Telefon"
            + "|healthHistory|activities|tickets|ctas|opportunities|contacts|subscription|asOf|churnedWithin90Days",
        [ImportKind.Activities] =
            "Assigned|Assigned To|Activity Assigned To|Task|Event|Task/Event|Is Task|Company / Account|Contact|Contact Name|Lead"
            + "|Opportunity|Priority|Due Date|Comments|Full Comments|Duration|Call Duration|Call Direction|Call Notes"
            + "|Meeting Notes|Activity Notes|Engagement Source|Start|End|Start Time|End Time|Start Date|End Date|Location|Who ID"
            + "|Name ID|Note Body|Email Subject|Email Direction|Attendees|Teilnehmer|Dauer|Notiz|Notizen|Zugewiesen an",
        [ImportKind.Tickets] =
            "Case Owner|Ticket Owner|Case Origin|Origin|Case Reason|Reason|Age|Age (Hours)|Open|Closed|Escalated|SLA|Product"
            + "|First Response Time|Time to First Response|Time to Close|Ticket Pipeline|Source|Category|Contact|Contact Name"
            + "|Requester|Requester Email|Assignee|Reporter|Queue|Component|Resolution|Support Tier|Ticket Description|Bearbeiter"
            + "|Melder|Kategorie|Lösung",
        [ImportKind.Health] = "Snapshot ID|Scorecard|Scorecard Name|Previous Score|Measure",
        [ImportKind.Contacts] =
            "First Name|Last Name|Salutation|Email|Email Address|E-Mail|Phone|Phone Number|Mobile|Mobile Phone"
            + "|Mobile Phone Number|Department|Contact Owner|Reports To|Mailing Street|Mailing City|Mailing State/Province"
            + "|Mailing Country|Birthdate|Marketing contact status|Email Opt Out|Vorname|Nachname|Anrede|Telefon|Mobil"
            + "|Mobiltelefon|Abteilung",
        [ImportKind.Opportunities] =
            "Opportunity Owner|Deal Owner|Next Step|Age|Fiscal Period|Fiscal Quarter|Lead Source|Expected Revenue"
            + "|Forecast Category|Deal Type|Opportunity Type|Pipeline|Deal Pipeline|Weighted Amount|Won|Closed|Is Won|Is Closed"
            + "|Primary Campaign Source|Quantity|Loss Reason|Closed Lost Reason|Closed Won Reason|Competitor|Nächster Schritt",
        [ImportKind.Subscriptions] =
            "Subscription ID|Contract ID|Contract Number|Subscription Name|Contract Name|Quantity|Unit Price|Seats|MRR"
            + "|Contract Term|Billing Frequency|Auto Renew|Vertragsnummer|Abo-ID|Menge|Laufzeit",
    };

    /// <summary>The normalised names.</summary>
    public static IEnumerable<string> Of(ImportKind kind) => Names[kind].Split('|').SelectMany(HeaderName.Spellings);
}
