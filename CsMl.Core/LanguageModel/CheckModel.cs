using System.Text.Json;
using CsMl.Core.LanguageModel.Client;
using CsMl.Core.LanguageModel.Replies;

namespace CsMl.Core.LanguageModel;

/// <summary>Asks the model's server one tiny structured question, to see whether and how it can be asked.</summary>
public sealed class CheckModel(OpenAiModel model, LlmOptions options)
{
    private static readonly ModelQuestion Question = new(
        [
            new(ModelRole.System, "You are asked whether you can be reached. Reply with only the JSON object."),
            new(ModelRole.User, "Which day follows Monday?"),
        ],
        new ReplyShape(
            "check",
            """{"type":"object","properties":{"day":{"type":"string"}},"required":["day"],"additionalProperties":false}"""
        ),
        UnlimitedBudget.One
    );

    public async Task<CheckedModel> RunAsync(CancellationToken cancellation)
    {
        var reply = await model.AskAsync(Question, cancellation);
        var failure = reply.Text is { } text
            ? IsAnswer(text)
                ? null
                : "It answers, but not with the JSON object that it was asked for; the model may be too small."
            : model.Trouble is { } why
                ? $"It cannot be used: {why}. {reply.Detail}"
                : $"It cannot be used now. {reply.Detail}";
        return new CheckedModel(failure, model.DescribeForm(), reply.Took, reply.Usage, options.CostOf(reply.Usage));
    }

    private static bool IsAnswer(string text) =>
        FindObjects.In(text).Objects.Any(o => ReadMessage.Field(o, "day") is { ValueKind: JsonValueKind.String });
}
