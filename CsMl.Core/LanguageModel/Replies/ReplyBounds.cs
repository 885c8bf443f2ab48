namespace CsMl.Core.LanguageModel.Replies;

/// <summary>
/// Limits of a reply, in characters and in entries: what a CRM shows on one card. Without a limit a model writes long
/// texts, and a misled model writes as much as fits.
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

    /// <summary>
    /// Limit of the whole text: about six times what the fields can contain, so that escape sequences fit.
    /// </summary>
    public const int Reply = 65_536;
}
