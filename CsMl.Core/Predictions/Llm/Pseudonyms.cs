namespace CsMl.Core.Predictions.Llm;

/// <summary>Placeholders that stand for an account's names while its facts are outside.</summary>
/// <param name="names">What each placeholder stands for.</param>
internal sealed class Pseudonyms(IReadOnlyDictionary<string, string> names)
{
    public static readonly Pseudonyms None = new(new Dictionary<string, string>(StringComparer.Ordinal));

    /// <summary>Puts the names back into what a model wrote.</summary>
    public string Restore(string text) =>
        names.Aggregate(text, static (t, name) => t.Replace(name.Key, name.Value, StringComparison.Ordinal));
}
