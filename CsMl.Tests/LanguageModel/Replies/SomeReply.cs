using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsMl.Core.Accounts;
using CsMl.Core.LanguageModel.Replies;
using CsMl.Core.Predictions;

namespace CsMl.Tests.LanguageModel.Replies;

/// <summary>Replies for tests: a good one of each type, to be broken, and what a model that writes by the schema may say.</summary>
internal static class SomeReply
{
    private static readonly JsonSerializerOptions Plain = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>An account with trouble of most kinds: health 22, silent for 63 days, two open tickets, a deal.</summary>
    public static AccountFacts Troubled() =>
        Some.Account()
            .WithHealth(22)
            .WithHealthHistory(70, 60, 48, 22)
            .WithContacts(63, 70, 77, 84, 91, 98, 105)
            .With(Some.Ticket(40, priority: "HIGH"), Some.Ticket(12))
            .With(Some.Opportunity(30, 5_000))
            .WithRenewalIn(45);

    /// <summary>One that is neither well nor unwell, of which much is known.</summary>
    public static AccountFacts Ordinary() =>
        Some.KnownAccount()
            .With(Some.Ticket(20), Some.Ticket(10, 5))
            .With(Some.Opportunity(40, 8_000))
            .With(Some.Activity(3, sentiment: Sentiment.Negative), Some.Activity(5, sentiment: Sentiment.Negative))
            .With(Some.Executive(60))
            .WithRenewalIn(60);

    public static RulesPrediction Judge(PredictionRequest request) =>
        RulesPredictor.PredictWithBasis(request, Signals.Of(request.Facts, request.AsOf));

    public static JsonObject Good(PredictionType type = PredictionType.Churn)
    {
        var reply = new JsonObject
        {
            ["riskFactors"] = new JsonArray(
                new JsonObject
                {
                    ["evidence"] = "SilenceAgainstRhythm",
                    ["description"] = "Silence is long for [COMPANY]",
                    ["impact"] = "high",
                },
                new JsonObject
                {
                    ["evidence"] = "Texts",
                    ["description"] = "A subject speaks of a change of supplier",
                    ["impact"] = "medium",
                }
            ),
            ["drivers"] = new JsonArray("Fewer and fewer contacts", "An unhappy sponsor"),
            ["explanation"] = "Silence points to it. An open deal speaks against it.",
            ["probability"] = 0.62,
            ["confidence"] = 0.8,
            ["recommendations"] = new JsonArray(
                new JsonObject
                {
                    ["rationale"] = "Nobody was in touch of late",
                    ["action"] = "Call [PERSON_1]",
                    ["priority"] = "urgent",
                    ["expectedImpact"] = "Tells what is wrong",
                    ["effort"] = "low",
                    ["timeframe"] = "within 2 days",
                }
            ),
        };
        if (type == PredictionType.HealthTrend)
        {
            reply.Remove("drivers");
            reply["summary"] = "The score is low and falling.";
        }

        return reply;
    }

    public static string Text(JsonNode reply) => reply.ToJsonString(Plain);

    public static ModelAnswer Answer(PredictionType type = PredictionType.Churn) => Read(type, Text(Good(type)));

    public static ModelAnswer Read(PredictionType type, string text)
    {
        var (answer, fault) = ReadReply.Read(type, text);
        Assert.Null(fault);
        return Assert.IsType<ModelAnswer>(answer);
    }

    public static string Fault(PredictionType type, string text)
    {
        var (answer, fault) = ReadReply.Read(type, text);
        Assert.Null(answer);
        return Assert.IsType<ReplyFault>(fault).Sentence;
    }

    /// <summary>Some value that a schema allows.</summary>
    public static JsonNode Make(JsonElement schema, Random random) =>
        schema.GetProperty("type").GetString() switch
        {
            "object" => new JsonObject(
                schema
                    .GetProperty("properties")
                    .EnumerateObject()
                    .Select(p => KeyValuePair.Create(p.Name, (JsonNode?)Make(p.Value, random)))
            ),
            "array" => new JsonArray([
                .. Enumerable.Range(0, random.Next(1, 6)).Select(_ => Make(schema.GetProperty("items"), random)),
            ]),
            "number" => random.Next(5) == 0 ? random.Next(2) : random.NextDouble(),
            _ when schema.TryGetProperty("enum", out var words) => words[random.Next(words.GetArrayLength())]
                .GetString()!,
            _ => Sentence(random),
        };

    private static string Sentence(Random random)
    {
        string[] words =
        [
            "Health",
            "fell",
            "to",
            "48",
            "“quiet”",
            "größer",
            "1,200",
            "45 %",
            "a\\b",
            "\"so\"",
            "日本",
            "🙂",
            "<30",
            "[PERSON_1]",
        ];
        return string.Join(' ', Enumerable.Range(0, random.Next(1, 9)).Select(_ => words[random.Next(words.Length)]));
    }
}
