using System.Buffers;
using CsMl.Core.Json;

namespace CsMl.Core.Predictions.Explanations;

/// <summary>
/// A name or subject from the CRM, as a sentence may hold it: on one line, cleaned and bounded. Senders outside the
/// business can write such texts, so one that a program might turn into a link or markup is not shown at all.
/// </summary>
internal static class PlainWords
{
    private static readonly SearchValues<char> Markup = SearchValues.Create("<>[]{}`*_\\|#@&");

    /// <returns>Null if there is nothing to show.</returns>
    public static string? Of(string? text, int most)
    {
        var words = string.Join(' ', PrintableText.Of(text ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries));
        return words.Any(char.IsLetterOrDigit) && !words.AsSpan().ContainsAny(Markup) && !HasAddress(words)
            ? ShortText.Of(words, most)
            : null;
    }

    /// <summary>True for a scheme such as <c>http:</c> or <c>tel:</c>, or a dot within a word, as in a host name.</summary>
    private static bool HasAddress(string text)
    {
        for (var i = 1; i + 1 < text.Length; i++)
        {
            if (
                (text[i] == ':' && text[i + 1] != ' ')
                || (text[i] == '.' && char.IsLetterOrDigit(text[i - 1]) && char.IsLetter(text[i + 1]))
            )
            {
                return true;
            }
        }

        return false;
    }
}
