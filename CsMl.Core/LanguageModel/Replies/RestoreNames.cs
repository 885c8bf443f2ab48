using CsMl.Core.Json;
using CsMl.Core.Privacy;

namespace CsMl.Core.LanguageModel.Replies;

/// <summary>
/// Restores names in a model's text, but no other placeholders: no links or addresses, no numbers that could be misused
/// for payments or calls, and no text in another script. A reply must not copy content out of the notes that it may not
/// write itself. Users find it in the CRM.
/// </summary>
internal static class RestoreNames
{
    /// <summary>
    /// Maximum number of digits: more than a name has, and fewer than an account or phone number has.
    /// </summary>
    private const int MostDigits = 5;

    public static string In(string text, Pseudonyms names)
    {
        var shown = FindPlaceholders.Replace(text, placeholder => StandIn(placeholder, names));
        // Two harmless names next to each other may form a link.
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

    /// <summary>The name of a contact may have been entered as a number or as markup.</summary>
    private static string Name(string placeholder, string name) =>
        name.Count(char.IsDigit) > MostDigits ? "(number left out)"
        : PlainTextRules.Smuggled(name) is null ? PrintableText.Of(name)
        : placeholder;
}
