namespace CsMl.Core.Accounts;

/// <summary>
/// The two forms of a Salesforce record id: 15 characters whose case matters, and the same with three more that say which
/// of them are capitals. Reports write the short form; the API and data loaders write the long one.
/// </summary>
/// <remarks>https://help.salesforce.com/s/articleView?id=000383751</remarks>
public static class SalesforceId
{
    private const int Short = 15;
    private const int Long = 18;

    /// <summary>Letters of a third of the id, whose capitals one character of the suffix states.</summary>
    private const int Third = 5;

    private const string Suffixes = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";

    /// <summary>
    /// The other form of the id; null if it is not shaped like one, or if the three characters are not those of the others.
    /// </summary>
    public static string? OtherForm(string id)
    {
        if (id.Length is not (Short or Long) || !id.All(char.IsAsciiLetterOrDigit))
        {
            return null;
        }

        var suffix = SuffixOf(id.AsSpan(0, Short));
        return id.Length == Short ? id + suffix
            : id.EndsWith(suffix, StringComparison.Ordinal) ? id[..Short]
            : null;
    }

    private static string SuffixOf(ReadOnlySpan<char> id)
    {
        Span<char> suffix = stackalloc char[Long - Short];
        for (var i = 0; i < suffix.Length; i++)
        {
            var capitals = 0;
            for (var j = 0; j < Third; j++)
            {
                capitals |= char.IsAsciiLetterUpper(id[(i * Third) + j]) ? 1 << j : 0;
            }

            suffix[i] = Suffixes[capitals];
        }

        return suffix.ToString();
    }
}
