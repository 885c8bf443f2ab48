namespace CsMl.Tests.Privacy;

/// <summary>What stands around a name, in several languages: at the beginning, within and at the end of a text.</summary>
internal static class Neighbourhoods
{
    public static IReadOnlyList<string> All { get; } =
    [
        "{0}",
        "{0} asked about the contract",
        "call with {0}",
        "Met {0} about the outage",
        "Discussed pricing; {0}; next steps",
        "Renewal ({0})",
        "Renewal [{0}] pending",
        "{0}: contract review",
        "RE: FW: {0} - invoice",
        "Escalation by {0}, P1",
        "\"{0}\" left the company",
        "{0} <sales@quixotic.example>",
        "{0} (quixotic.example)",
        "sales@quixotic.example {0}",
        "cc: {0}; sales@quixotic.example; +49 170 1234567",
        "see https://quixotic.example {0}",
        "notes {0} v2.pdf",
        "Quarterly Business Review With {0} And Team",
        "CALL WITH {0} ABOUT INVOICE",
        "Gespräch mit {0} wegen Vertrag",
        "Appel avec {0} pour le contrat",
        "Reunión con {0} mañana",
        "Spotkanie z {0} jutro",
        "{0} ile görüşme",
        "Tapaaminen {0} kanssa",
        "встреча с {0} завтра",
        "{0}様との打ち合わせ",
        "{0}\tsaid yes\r\nbut later",
        "1) {0} 2) budget",
        "why did {0} cancel?",
        "{0}/IT",
        "-- {0}",
    ];
}
