namespace CsMl.Core.Predictions.Llm.Replies;

/// <summary>
/// Puts the names back into a model's text, but no link, address or markup that a placeholder stands for: a reply must
/// not carry out of the notes what it may not write itself. Whoever needs them finds them in the CRM.
/// </summary>
internal static class ShowNames
{
    public static string In(string text, Pseudonyms names)
    {
        var shown = FindPlaceholders.Replace(text, placeholder => Name(placeholder, names));
        // Two harmless names side by side may be a link together.
        return PlainWords.Smuggled(shown) is null ? shown : text;
    }

    private static string Name(string placeholder, Pseudonyms names)
    {
        if (placeholder.StartsWith("[LINK_", StringComparison.OrdinalIgnoreCase))
        {
            return "(link left out)";
        }

        if (placeholder.StartsWith("[EMAIL_", StringComparison.OrdinalIgnoreCase))
        {
            return "(e-mail address left out)";
        }

        return names.Restore(placeholder) is var name && PlainWords.Smuggled(name) is null ? name : placeholder;
    }
}
