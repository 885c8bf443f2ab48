namespace CsMl.Core.Accounts;

/// <summary>A word of the CRM that no table of words knows, which counts neither for nor against an account.</summary>
/// <param name="Field">Path without positions, such as <c>tickets[].status</c>.</param>
/// <param name="Count">How often it was read.</param>
public sealed record UnknownWord(string Field, string Word, int Count)
{
    public string Message { get; } = "is not a known word here; it counts neither for nor against an account";
}
