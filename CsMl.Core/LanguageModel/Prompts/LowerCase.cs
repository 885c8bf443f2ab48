namespace CsMl.Core.LanguageModel.Prompts;

/// <summary>Words of closed vocabularies as they stand in a prompt, made once.</summary>
internal static class LowerCase
{
    public static string? Of<T>(T? word)
        where T : struct, Enum => word is { } known ? Of(known) : null;

    public static string Of<T>(T word)
        where T : struct, Enum => Words<T>.ByValue[word];

    private static class Words<T>
        where T : struct, Enum
    {
        public static readonly Dictionary<T, string> ByValue = Enum.GetValues<T>()
            .ToDictionary(static v => v, static v => v.ToString().ToLowerInvariant());
    }
}
