namespace CsMl.Local.Sample;

/// <summary>Subjects and titles for the invented accounts.</summary>
internal static class SampleWords
{
    public static readonly (string Type, string Subject)[] Contacts =
    [
        ("MEETING", "Quarterly business review"),
        ("MEETING", "Roadmap workshop"),
        ("MEETING", "Training for new users"),
        ("CALL", "Regular check-in"),
        ("CALL", "Questions on the monthly report"),
        ("CALL", "Follow-up to the last release"),
        ("EMAIL", "Answer to the questions of last week"),
        ("EMAIL", "Invitation to the user group"),
        ("EMAIL", "Numbers of the quarter"),
        ("EMAIL", "Change of a delivery address"),
        ("CHAT", "How to share a dashboard"),
        ("DEMO", "Preview of the planning module"),
    ];

    public static readonly string[] Tickets =
    [
        "Report shows yesterday's figures",
        "Import stops at line 4,000",
        "Sign-in fails after the change of password",
        "Dashboard is slow in the morning",
        "Invoices are sent twice",
        "Interface answers with a time-out",
        "Totals differ between two reports",
        "User cannot see a shared folder",
    ];

    public static readonly string[] CalmPriorities = ["LOW", "MEDIUM"];

    public static readonly string[] CtaTitles =
    [
        "Prepare the business review",
        "Send the minutes of the workshop",
        "Offer a training for new users",
        "Collect a reference quote",
        "Agree on the goals of the year",
        "Check the open questions on the contract",
    ];

    public static readonly string[] Deals =
    [
        "More seats",
        "Planning module",
        "Second site",
        "Premium support",
        "Interface to the warehouse",
    ];

    public static readonly string[] SeniorRoles =
    [
        "Executive sponsor",
        "VP Operations",
        "Chief Financial Officer",
        "Managing Director",
    ];

    public static readonly string[] OtherRoles =
    [
        "Administrator",
        "Key user",
        "Project lead",
        "Purchasing",
        "Team lead Logistics",
    ];
}
