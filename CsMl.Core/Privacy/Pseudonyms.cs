using System.Globalization;
using System.Text;
using CsMl.Core.Accounts;

namespace CsMl.Core.Privacy;

/// <summary>
/// Placeholders that replace an account's names in everything sent to a model. Each name gets its placeholder on first
/// use and keeps it. An instance serves one prompt and one thread.
/// </summary>
internal sealed class Pseudonyms
{
    private readonly KnownNames? _known;
    private readonly Dictionary<string, string> _names = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<(Placeholder, string), string> _placeholders = [];
    private readonly int[] _counts = new int[Enum.GetValues<Placeholder>().Length];

    /// <summary>Hides nothing and restores the given names.</summary>
    /// <param name="names">The text behind each placeholder.</param>
    public Pseudonyms(IReadOnlyDictionary<string, string> names)
    {
        foreach (var (placeholder, name) in names)
        {
            _names.Add(placeholder, name);
        }
    }

    private Pseudonyms(KnownNames known) => _known = known;

    /// <summary>Hides nothing.</summary>
    public static Pseudonyms None => new(new Dictionary<string, string>(StringComparer.Ordinal));

    public static Pseudonyms Of(AccountFacts facts) => new(KnownNames.Of(facts));

    /// <summary>The text with all names and addresses replaced by placeholders.</summary>
    /// <param name="text">A single line without invisible characters, which could split a name.</param>
    public string Hide(string text) => HideBeginning(text, text.Length);

    /// <summary>The beginning of the text, with all names and addresses replaced that begin in it.</summary>
    /// <param name="text">A single line without invisible characters, which could split a name.</param>
    /// <param name="shown">Number of characters of the beginning; the rest is only read.</param>
    public string HideBeginning(string text, int shown)
    {
        if (_known is null)
        {
            return text[..shown];
        }

        var hidden = new StringBuilder(shown + 16);
        var done = 0;
        foreach (var secret in FindNames.In(text, _known).TakeWhile(secret => secret.Start < shown))
        {
            hidden.Append(text, done, secret.Start - done).Append(StandFor(secret.Kind, secret.Name));
            done = secret.End;
        }

        return done == 0 ? text[..shown] : hidden.Append(text, done, Math.Max(shown - done, 0)).ToString();
    }

    /// <summary>The placeholder of a text that is a name as a whole.</summary>
    public string HideName(string name, Placeholder kind) => _known is null ? name : StandFor(kind, name);

    /// <summary>
    /// Restores the names in a model's text in one pass, so that a name in the form of a placeholder is not replaced
    /// again. An unknown placeholder stays as it is.
    /// </summary>
    public string Restore(string text) =>
        _names.Count == 0 ? text : FindPlaceholders.Replace(text, p => _names.GetValueOrDefault(p, p));

    private string StandFor(Placeholder kind, string name)
    {
        if (_placeholders.TryGetValue((kind, name), out var placeholder))
        {
            return placeholder;
        }

        placeholder =
            kind == Placeholder.Company
                ? "[COMPANY]"
                : string.Create(
                    CultureInfo.InvariantCulture,
                    $"[{kind.ToString().ToUpperInvariant()}_{++_counts[(int)kind]}]"
                );
        _placeholders.Add((kind, name), placeholder);
        _names.Add(placeholder, name);
        return placeholder;
    }
}
