namespace CsMl.Core.LanguageModel.Replies;

/// <summary>
/// How much a reply may hold, in characters and in entries. What a CRM shows on one card; a model that is told no
/// bound writes essays, and one that is misled writes whatever fits.
/// </summary>
internal static class ReplyBounds
{
    public const int Explanation = 1_200;
    public const int Summary = 1_200;
    public const int Driver = 200;
    public const int Description = 300;
    public const int Action = 200;
    public const int Rationale = 300;
    public const int ExpectedImpact = 200;
    public const int Timeframe = 100;

    public const int Drivers = 5;
    public const int Factors = 6;
    public const int Recommendations = 5;

    /// <summary>Of the whole text: some six times what the fields can hold, so that escape sequences fit.</summary>
    public const int Reply = 65_536;
}
