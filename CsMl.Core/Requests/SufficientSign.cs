namespace CsMl.Core.Requests;

/// <param name="Rule">The rule that would have seen it.</param>
/// <param name="Sign">What it would have had to see, such as <c>a health score of 12 or less</c>.</param>
public sealed record SufficientSign(string Rule, string Sign);
