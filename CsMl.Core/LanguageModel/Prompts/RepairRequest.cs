using CsMl.Core.LanguageModel.Client;

namespace CsMl.Core.LanguageModel.Prompts;

/// <summary>What is said to a model whose reply cannot be used: its own words, and what is wrong with them.</summary>
internal static class RepairRequest
{
    /// <summary>A reply that ran away is not sent back whole.</summary>
    private const int MostCharacters = 12_000;

    /// <param name="text">Null: there was no text.</param>
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
