namespace CsMl.Core.Predictions.Llm.Replies;

/// <summary>
/// Puts the names back into a model's text, unless what a placeholder stands for is itself a link or markup: a reply
/// must not carry out of the notes what it may not write itself.
/// </summary>
internal static class ShowNames
{
    public static string In(string text, Pseudonyms names) =>
        names.Restore(text) is var shown && PlainWords.Smuggled(shown) is null ? shown : text;
}
