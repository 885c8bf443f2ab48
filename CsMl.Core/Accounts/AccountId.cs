using System.Buffers;

namespace CsMl.Core.Accounts;

/// <summary>
/// The rule for account ids: an opaque string of letters, digits and <c>_ . @ : -</c> that begins with a letter or
/// digit and has 1 to 64 characters. No such id can break out of a storage key or a route.
/// </summary>
public static class AccountId
{
    /// <summary>The rule as error messages state it.</summary>
    public const string Rule =
        "is not an account id; write 1 to 64 characters of A-Z a-z 0-9 _ . @ : - that begin with a letter or digit, and not 'portfolio'";

    private const int MaxLength = 64;

    private static readonly SearchValues<char> Allowed = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.@:-"
    );

    public static bool IsValid(ReadOnlySpan<char> id) =>
        id.Length is > 0 and <= MaxLength
        && char.IsAsciiLetterOrDigit(id[0])
        && !id.ContainsAnyExcept(Allowed)
        // Routes with "portfolio" in place of an id belong to the portfolio.
        && !id.Equals("portfolio", StringComparison.OrdinalIgnoreCase);
}
