using System.Text.Json;
using CsMl.Core.Accounts;
using CsMl.Core.LanguageModel;
using CsMl.Core.LanguageModel.Client;
using CsMl.Core.Predictions;
using CsMl.Tests.LanguageModel;

namespace CsMl.Tests.Privacy;

/// <summary>What a model would be sent of an account's texts: each string of the facts in the bytes of the request.</summary>
internal static class SentTexts
{
    /// <summary>More are not shown of one account.</summary>
    public const int PerAccount = 60;

    private static readonly string[] Lists = ["account", "activities", "tickets", "opportunities", "contacts", "tasks"];

    private static readonly LlmOptions Roomy = new() { MaxFactTokens = 100_000, Model = "any" };

    private static readonly ServerCapabilities AnyServer = new(ReplyFormat.Schema, true, "max_tokens");

    /// <summary>As many texts as subjects, and again as many of the rest of an account's texts as there are places.</summary>
    public static AccountFacts With(this AccountFacts facts, IReadOnlyList<string> texts) =>
        facts
            .With([.. texts.Select((text, i) => new Activity(null, "CALL", Some.DaysAgo(1 + i), null, null, text))])
            .With([
                .. texts
                    .Take(10)
                    .Select((text, i) => new Ticket(null, Some.DaysAgo(1 + i), null, "OPEN", "HIGH", text)),
            ])
            .With([
                .. texts
                    .Skip(10)
                    .Take(10)
                    .Select(text => new Opportunity(text, text, 5_000, 40, Some.DaysAgo(-30), OpportunityStatus.Open)),
            ])
            .With([.. texts.Skip(20).Take(10).Select(text => new Contact(null, text, Some.DaysAgo(10)))])
            .With([.. texts.Skip(30).Take(10).Select(text => Some.Cta(dueDaysAgo: -5) with { Title = text })]);

    public static IReadOnlyList<string> Of(AccountFacts facts, LlmOptions? options = null)
    {
        var prompt = SomePrompt.For(facts, PredictionType.Churn, options ?? Roomy);
        var question = new ModelQuestion(
            [new ModelMessage(ModelRole.System, prompt.System), new ModelMessage(ModelRole.User, prompt.User)],
            prompt.Shape,
            UnlimitedBudget.One
        );
        var bytes = WriteChatRequest.Of(question, options ?? Roomy, AnyServer);
        using var request = JsonDocument.Parse(bytes);
        var user = request.RootElement.GetProperty("messages")[1].GetProperty("content").GetString()!;
        return [.. Strings(SomePrompt.Facts(prompt with { User = user }))];
    }

    /// <summary>The rules' own words aside.</summary>
    private static IEnumerable<string> Strings(JsonElement json) =>
        json.ValueKind switch
        {
            JsonValueKind.String => [json.GetString()!],
            JsonValueKind.Object => json.EnumerateObject()
                .Where(p => Lists.Contains(p.Name) || EveryText.Fields.Contains(p.Name))
                .SelectMany(p => Strings(p.Value)),
            JsonValueKind.Array => json.EnumerateArray().SelectMany(Strings),
            _ => [],
        };
}
