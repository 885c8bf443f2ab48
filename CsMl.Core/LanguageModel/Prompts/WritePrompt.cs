using CsMl.Core.Accounts;
using CsMl.Core.LanguageModel.Client;
using CsMl.Core.Predictions;
using CsMl.Core.Predictions.Types;
using CsMl.Core.Privacy;

namespace CsMl.Core.LanguageModel.Prompts;

/// <summary>
/// Writes the prompt for one account. The system text is the same for every account. All differences are in one block
/// of data, in which nothing is an instruction.
/// </summary>
internal static class WritePrompt
{
    /// <param name="signals">The signals of the request's facts at its instant.</param>
    /// <param name="rules">The rules' prediction for the same request.</param>
    /// <param name="shape">The required format of the reply.</param>
    public static Prompt For(
        PredictionRequest request,
        Signals signals,
        RulesPrediction rules,
        ReplyShape shape,
        LlmOptions options
    )
    {
        var hides = options.Anonymize || !options.IncludeText;
        var names = hides ? Pseudonyms.Of(request.Facts) : Pseudonyms.None;
        var texts = new FactTexts(names, options.IncludeText);
        var facts = WriteFacts.Of(request, signals, rules, texts, options);
        var type = PredictionTypes.Of(request.Type);
        return new Prompt(type.Prompt.Version, CommonPrompt.SystemFor(type), facts, shape, names);
    }
}
