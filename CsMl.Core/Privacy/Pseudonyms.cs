using System.Globalization;
using System.Text;
using CsMl.Core.Accounts;

namespace CsMl.Core.Privacy;

/// <summary>
/// Placeholders that stand for an account's names while its facts are outside. Each name gets its own the first time
/// it is seen and keeps it; for one prompt and one thread.
/// </summary>
internal sealed class Pseudonyms
{
    private readonly KnownNames? known;
    private readonly Dictionary<string, string> names = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<(Placeholder, string), string> placeholders = [];
    private readonly int[] counts = new int[Enum.GetValues<Placeholder>().Length];

    /// <summary>Hides nothing and puts back what it is given.</summary>
    /// <param name="names">What each placeholder stands for.</param>
    public Pseudonyms(IReadOnlyDictionary<string, string> names)
    {
        foreach (var (placeholder, name) in names)
        {
            this.names.Add(placeholder, name);
        }
    }

    private Pseudonyms(KnownNames known) => this.known = known;

    /// <summary>Hides nothing.</summary>
    public static Pseudonyms None => new(new Dictionary<string, string>(StringComparer.Ordinal));

    public static Pseudonyms Of(AccountFacts facts) => new(KnownNames.Of(facts));

    /// <summary>The text with placeholders for all in it that names somebody.</summary>
    /// <param name="text">In one line and without invisible characters, which could part a name.</param>
    public string Hide(string text)
    {
        if (known is null)
        {
            return text;
        }

        var secrets = FindNames.In(text, known);
        if (secrets.Count == 0)
        {
            return text;
        }

        var hidden = new StringBuilder(text.Length + 16);
        var done = 0;
        foreach (var secret in secrets)
        {
            hidden.Append(text, done, secret.Start - done).Append(StandFor(secret.Kind, secret.Name));
            done = secret.End;
        }

        return hidden.Append(text, done, text.Length - done).ToString();
    }

    /// <summary>The placeholder of a name that is known to be one as a whole.</summary>
    public string HideName(string name, Placeholder kind) => known is null ? name : StandFor(kind, name);

    /// <summary>
    /// Puts the names back into what a model wrote, in one pass, so that a name in the form of a placeholder stays
    /// what it is. A placeholder that was never given out is left as it is.
    /// </summary>
    public string Restore(string text) =>
        names.Count == 0 ? text : FindPlaceholders.Replace(text, p => names.GetValueOrDefault(p, p));

    private string StandFor(Placeholder kind, string name)
    {
        if (placeholders.TryGetValue((kind, name), out var placeholder))
        {
            return placeholder;
        }

        placeholder =
            kind == Placeholder.Company
                ? "[COMPANY]"
                : string.Create(
                    CultureInfo.InvariantCulture,
                    $"[{kind.ToString().ToUpperInvariant()}_{++counts[(int)kind]}]"
                );
        placeholders.Add((kind, name), placeholder);
        names.Add(placeholder, name);
        return placeholder;
    }
}
