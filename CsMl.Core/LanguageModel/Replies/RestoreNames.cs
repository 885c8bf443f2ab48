using CsMl.Core.Json;
using CsMl.Core.Privacy;

namespace CsMl.Core.LanguageModel.Replies;

/// <summary>
/// Puts the names back into a model's text, and nothing else that a placeholder stands for: neither a link nor an
/// address, nor a number that somebody could be told to pay to or to call, nor a sentence in another script. A reply
/// must not carry out of the notes what it may not write itself. Whoever needs them finds them in the CRM.
/// </summary>
internal static class RestoreNames
{
    /// <summary>More than a name has, and fewer than an account or a telephone.</summary>
    private const int MostDigits = 5;

    public static string In(string text, Pseudonyms names)
    {
        var shown = FindPlaceholders.Replace(text, placeholder => StandIn(placeholder, names));
        // Two harmless names side by side may be a link together.
        return PlainTextRules.Smuggled(shown) is null ? shown : text;
    }

    private static string StandIn(string placeholder, Pseudonyms names) =>
        placeholder[1..^1].Split('_')[0].ToUpperInvariant() switch
        {
            "COMPANY" or "PERSON" or "NAME" => Name(placeholder, names.Restore(placeholder)),
            "LINK" => "(link left out)",
            "EMAIL" => "(e-mail address left out)",
            "PHONE" or "ID" => "(number left out)",
            _ => "(text left out)",
        };

    /// <summary>A contact may have been entered under a number, or as markup.</summary>
    private static string Name(string placeholder, string name) =>
        name.Count(char.IsDigit) > MostDigits ? "(number left out)"
        : PlainTextRules.Smuggled(name) is null ? PrintableText.Of(name)
        : placeholder;
}
