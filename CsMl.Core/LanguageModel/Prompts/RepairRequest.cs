using CsMl.Core.LanguageModel.Client;

namespace CsMl.Core.LanguageModel.Prompts;

/// <summary>The messages that ask a model to correct an invalid reply: its own reply and the fault.</summary>
internal static class RepairRequest
{
    /// <summary>Maximum length of the repeated reply, in characters; a longer one is cut.</summary>
    private const int MostCharacters = 12_000;

    /// <param name="text">Null if there was no text.</param>
    public static IEnumerable<ModelMessage> Of(string? text, string fault)
    {
        if (text is not null)
        {
            yield return new ModelMessage(
                ModelRole.Assistant,
                text.Length > MostCharacters ? text[..MostCharacters] : text
            );
        }

        yield return new ModelMessage(
            ModelRole.User,
            $"Your reply cannot be used: {fault} Reply again with the whole JSON object, corrected and complete, and nothing else."
        );
    }
}
