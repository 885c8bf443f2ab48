namespace CsMl.Core.Accounts.Vocabulary;

/// <summary>Decides which contact roles are senior, in English and German.</summary>
internal static class ContactRoles
{
    /// <summary>What follows is somebody else's role, as in "Advisor to the CEO".</summary>
    private const string Towards = " to ";

    /// <summary>Whoever works for a senior person is not that person.</summary>
    private static readonly Phrases Support = new(
        "*assist*",
        "*secretar*",
        "*sekretaer*",
        "*sekretari*",
        "ea",
        "pa",
        "aide",
        "receptionist",
        "intern",
        "trainee",
        "student",
        "praktikant*",
        "werkstudent*",
        "azubi",
        "*referent*",
        "executive support"
    );

    /// <summary>Roles in which a senior word has another meaning.</summary>
    private static readonly Phrases Ordinary = new(
        "product owner",
        "process owner",
        "system owner",
        "data owner",
        "project owner",
        "application owner",
        "app owner",
        "service owner",
        "platform owner",
        "feature owner",
        "tool owner",
        "relationship owner",
        "account owner",
        "contract owner",
        "account executive",
        "sales executive",
        "marketing executive",
        "support executive",
        "service executive",
        "success executive",
        "client executive",
        "hr executive",
        "pr executive",
        "recruitment executive",
        "development executive",
        "operations executive",
        "junior executive",
        "executive recruiter",
        "executive search",
        "executive coordinator",
        "executive administrator",
        "executive chef",
        "art director",
        "crew chief",
        "chief accountant"
    );

    private static readonly Phrases Senior = new(
        "chief",
        "c level",
        "ceo",
        "cfo",
        "cto",
        "coo",
        "cio",
        "cmo",
        "cro",
        "cpo",
        "cso",
        "cco",
        "cdo",
        "ciso",
        "chro",
        "cxo",
        "executive",
        "executives",
        "sponsor",
        "president",
        "vp",
        "svp",
        "evp",
        "director",
        "head of",
        "general manager",
        "managing partner",
        "managing member",
        "chairman",
        "chairwoman",
        "chairperson",
        "chair",
        "board member",
        "member of the board",
        "owner",
        "founder",
        "cofounder",
        "geschaeftsfuehr*",
        "geschaftsfuhr*",
        "geschaeftsleit*",
        "gf",
        "vorstand*",
        "vorsitzend*",
        "aufsichtsrat*",
        "prokurist*",
        "inhaber*",
        "eigentuemer*",
        "gesellschafter*",
        "gruender*",
        "mitgruender*",
        "direktor*",
        "generaldirektor*",
        "praesident*",
        "vizepraesident*",
        "bereichsleit*",
        "abteilungsleit*",
        "leiter",
        "leiterin"
    );

    public static bool IsSenior(string? role)
    {
        if (string.IsNullOrWhiteSpace(role))
        {
            return false;
        }

        var words = NormalWords.Of(role);
        var own = words.IndexOf(Towards, StringComparison.Ordinal) is >= 0 and var at ? words[..(at + 1)] : words;
        return !Support.AreIn(own, []) && Senior.AreIn(Ordinary.RemoveFrom(own), []);
    }
}
