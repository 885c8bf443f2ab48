using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;

namespace CsMl.Core.Privacy;

/// <summary>
/// Finds text that identifies a person by its form alone: links, e-mail addresses, phone numbers, account numbers and
/// ids. False positives are preferred to false negatives.
/// </summary>
internal static partial class Addresses
{
    private const int LeastPhoneDigits = 7;
    private const int LeastIdDigits = 3;
    private const int LeastIdLength = 6;

    /// <summary>A limit far above the time any text takes, so that no match can hang.</summary>
    private const int TimeoutMilliseconds = 10_000;

    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.IgnoreCase;

    /// <summary>
    /// Characters of which an address has at least one. Most subjects have none and need no matching.
    /// </summary>
    private static readonly SearchValues<char> Telling = SearchValues.Create("[@.:/\\#0123456789");

    /// <summary>All addresses in the text, in order of position.</summary>
    public static IEnumerable<(int Start, int Length, Placeholder Kind)> In(string text)
    {
        if (!MayHoldOne(text))
        {
            yield break;
        }

        for (var match = Any().Match(text); match.Success; match = match.NextMatch())
        {
            if (KindOf(match) is { } kind)
            {
                yield return (match.Index, match.Length, kind);
            }
        }
    }

    private static bool MayHoldOne(string text) =>
        text.AsSpan().ContainsAny(Telling)
        // Non-ASCII text can have digits of other scripts and spelled-out addresses.
        || !Ascii.IsValid(text)
        || text.Contains("dot", StringComparison.OrdinalIgnoreCase)
        || text.Contains("at)", StringComparison.OrdinalIgnoreCase);

    private static Placeholder? KindOf(Match match)
    {
        if (match.Groups["amount"].Success)
        {
            return null;
        }

        if (match.Groups["literal"].Success)
        {
            // Text in the form of a placeholder must not be restored as a name.
            return Placeholder.Text;
        }

        if (match.Groups["email"].Success)
        {
            return Placeholder.Email;
        }

        if (match.Groups["link"].Success)
        {
            return Placeholder.Link;
        }

        if (match.Groups["handle"].Success)
        {
            return Placeholder.Name;
        }

        if (match.Groups["extension"].Success)
        {
            return Placeholder.Phone;
        }

        if (match.Groups["phone"].Success)
        {
            return IsPhone(match.Value) ? Placeholder.Phone : null;
        }

        return match.Groups["mixed"].Success && !IsMixedId(match.Value) ? null : Placeholder.Id;
    }

    /// <summary>Excludes dates and year ranges, which also have many digits.</summary>
    private static bool IsPhone(string text) =>
        text.Count(char.IsDigit) >= LeastPhoneDigits && !DateOrYears().IsMatch(text);

    private static bool IsMixedId(string text) =>
        text.Length >= LeastIdLength
        && text.Count(char.IsDigit) >= LeastIdDigits
        && !PeriodOrNorm().IsMatch(text)
        && !WordList.IsOrdinary(text.ToLowerInvariant());

    [GeneratedRegex(
        // Each alternative begins at a word boundary; otherwise a long word without spaces would be tried at every
        // letter. Amounts of money are kept, because they are facts and identify nobody.
        @"(?<amount>(?:\b(?:EUR|USD|GBP|CHF)\s?|[€$£]\s?)\d[\d.,]{0,14}(?!\w)|(?<![\w.,])\d[\d.,]{0,14}\s?(?:(?:EUR|USD|GBP|CHF)\b|[€$£]))"
            // Text in the form of a placeholder.
            + @"|(?<literal>"
            + FindPlaceholders.Form
            + @")"
            // name@host, also with spaces instead of the dot; "name (at) host (dot) com"; "name at host dot com".
            + @"|(?<email>(?<![^\s@<>()\[\],;:""])[^\s@<>()\[\],;:""]+@[^\s@<>()\[\],;:""]+"
            + @"|(?<![\w.+-])[\w.+-]+\s?@\s?[\w-]+(?:\s?\.\s?[\w-]+)+"
            + @"|(?<![\w.+-])[\w.+-]+\s?[(\[{]\s?at\s?[)\]}]\s?[\w-]+(?:\s?(?:\.|[(\[{]\s?dot\s?[)\]}])\s?[\w-]+)*"
            + @"|(?<![\w.+-])[\w.+-]+\sat\s[\w-]+\sdot\s[\w-]+)"
            // URLs, paths of files and shares, host names: two words joined by a dot.
            + @"|(?<link>[a-z][a-z0-9+.-]{1,20}://[^\s]+|www\.[^\s]+|(?<![^\s(""'])(?:[a-z]:)?\\{1,2}[^\s]+|(?<!\w)[a-z]:[\\/][^\s]+"
            + @"|(?<![^\s(""'])(?://|~(?:[a-z][\w.-]*)?/)[^\s]+|(?<![\w.-])(?:[\w-]+\.)+\p{L}{2,24}/[^\s]+"
            + @"|(?<!\S)/(?:[\w.~-]+/)+[^\s]*|(?<![\w.-])(?=[\w.-]*\p{L})(?:[\w-]{2,63}\.)+\p{L}[\p{L}\d-]{1,23}(?::\d+)?(?:[/?#][^\s]*)?)"
            // @name, as in chats, and names like j.doe.
            + @"|(?<handle>(?<!\w)@[\w.-]{2,}|(?<![\w.])\p{L}\.\p{L}{3,})"
            // GUID, IBAN, MAC and IP addresses, #4711.
            + @"|(?<id>\{?\b[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}\b\}?"
            + @"|\b[a-z]{2}\d{2}(?:[\s.]?[a-z0-9]{4}){2,7}(?:[\s.]?[a-z0-9]{1,4})?\b(?<=(?:\d\D*){8})"
            + @"|\b(?:[0-9a-f]{2}[:-]){5}[0-9a-f]{2}\b|\b\d{1,3}(?:\.\d{1,3}){3}\b|(?<![\w:])(?:[0-9a-f]{0,4}:){3,7}[0-9a-f]{0,4}(?![\w:])"
            + @"|\#\s?\d{2,})"
            + @"|(?<phone>(?<![\w.,])(?:\+\s?|\(){0,4}\d(?:[\s().\-/_\u00b7\u2010-\u2015]{0,3}\d){6,30}(?![\w:]))"
            // Shorter numbers after a word that announces them: Tel. 2030-40, customer no. 88231.
            + @"|(?<extension>(?=\d)(?<=\b(?:tel|telefon|telephone|phone|fax|ext|durchwahl)(?:\.|\s?:)?\s?)\d(?:[\s().\-/]{0,3}\d){2,30}(?!\w))"
            + @"|(?<number>(?=\d)(?<=\b(?:no\.|nr\.?|nummer|(?:customer|client|account|contract|member|policy|order|invoice)\s(?:no|number|id))\s?:?\s?)\d{3,}(?!\w))"
            // Mixed letters and digits, such as INV-20231 or 0061x00000abc, and numbers of six or more digits.
            + @"|(?<digits>\d{6,})"
            + @"|(?<mixed>(?<![\p{L}\d])(?=[\p{L}\d_:\#-]{0,80}\d)(?=[\p{L}\d_:\#-]{0,80}\p{L})(?>[\p{L}\d]+(?:[_:\#-]+[\p{L}\d]+)*))",
        Options,
        TimeoutMilliseconds
    )]
    private static partial Regex Any();

    [GeneratedRegex(
        @"^(?:(?:19|20)\d\d[-_]\d{1,2}[-_]\d{1,2}|\d{1,2}[./_-]\s?\d{1,2}[./_-]\s?(?:19|20)\d\d|(?:19|20)\d\d\s?[-/_\u2010-\u2015]\s?(?:19|20)\d\d)$",
        Options,
        TimeoutMilliseconds
    )]
    private static partial Regex DateOrYears();

    /// <summary>Q1-2026, 2026-H1, FY2026, ISO-27001.</summary>
    [GeneratedRegex(@"^(?:[HQ]\d-?\d{2,4}|\d{4}-?[HQ]\d|FY-?\d{2,4}|ISO-?\d{4,5})$", Options, TimeoutMilliseconds)]
    private static partial Regex PeriodOrNorm();
}
