using System.Text.Json;
using CsMl.Core.Accounts;
using CsMl.Core.LanguageModel;
using CsMl.Core.LanguageModel.Client;
using CsMl.Core.LanguageModel.Prompts;
using CsMl.Core.Predictions;

namespace CsMl.Tests.LanguageModel;

/// <summary>Prompts for tests, and a strict look into them.</summary>
internal static class SomePrompt
{
    public static readonly ReplyShape Shape = new("any", "{}");

    public static readonly IReadOnlyList<PredictionType> Types = Enum.GetValues<PredictionType>();

    public static Prompt For(
        AccountFacts facts,
        PredictionType type = PredictionType.Churn,
        LlmOptions? options = null,
        DateTimeOffset? asOf = null
    )
    {
        var request = Some.Request(facts, type, asOf: asOf);
        var signals = Signals.Of(facts, request.AsOf);
        return WritePrompt.For(
            request,
            signals,
            RulesPredictor.PredictWithBasis(request, signals),
            Shape,
            options ?? new LlmOptions()
        );
    }

    /// <summary>The facts in the user's message, having checked that it is one block of JSON and nothing else.</summary>
    public static JsonElement Facts(Prompt prompt)
    {
        var lines = prompt.User.Split('\n');
        Assert.Equal(3, lines.Length);
        Assert.Equal(FactBlock.Open, lines[0]);
        Assert.Equal(FactBlock.Close, lines[2]);
        Assert.DoesNotContain('<', lines[1]);
        Assert.DoesNotContain('>', lines[1]);
        Assert.DoesNotContain('`', lines[1]);
        Assert.DoesNotContain(lines[1], char.IsControl);
        using var document = JsonDocument.Parse(lines[1], new JsonDocumentOptions { AllowDuplicateProperties = false });
        return document.RootElement.Clone();
    }
}
