namespace CsMl.Core.Accounts.Import;

/// <summary>The text of a cell.</summary>
public static class CellText
{
    /// <summary>What stands in a cell that empties a field, because a blank cell leaves the field as it is.</summary>
    public const string Empty = "#EMPTY";

    private const int MostShown = 40;

    /// <summary>The text without white space at its ends, in all its kinds: characters without width are blank, too.</summary>
    public static string Trim(string text)
    {
        var (start, end) = (0, text.Length);
        while (start < end && IsBlank(text[start]))
        {
            start++;
        }

        while (end > start && IsBlank(text[end - 1]))
        {
            end--;
        }

        return end - start == text.Length ? text : text[start..end];
    }

    public static bool IsBlank(char c) =>
        c == ' '
        || (
            c is < ' ' or > '~'
            && (
                char.IsWhiteSpace(c)
                || c is '\0' or '\u180E' or '\u200B' or '\u200C' or '\u200D' or '\u2060' or '\uFEFF'
            )
        );

    /// <summary>The beginning of a text without control characters, for messages.</summary>
    public static string Shown(string text)
    {
        var end =
            text.Length <= MostShown ? text.Length
            : char.IsHighSurrogate(text[MostShown - 1]) ? MostShown - 1
            : MostShown;
        return string.Concat(text[..end].Select(c => char.IsControl(c) ? ' ' : c)) + (end < text.Length ? "…" : "");
    }
}
