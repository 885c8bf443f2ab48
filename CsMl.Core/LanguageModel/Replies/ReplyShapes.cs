using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsMl.Core.Accounts;
using CsMl.Core.Json;
using CsMl.Core.LanguageModel.Client;
using CsMl.Core.Predictions;
using CsMl.Core.Predictions.Types;

namespace CsMl.Core.LanguageModel.Replies;

/// <summary>
/// The JSON that a model is to reply with, as a schema in the subset that strict structured outputs take: every
/// field is required, no other is allowed, and bounds stand in the descriptions because servers refuse
/// <c>maxLength</c>, <c>maximum</c> and their like. One constant text a type: servers compile a schema once and keep it.
/// </summary>
internal static class ReplyShapes
{
    private static readonly JsonSerializerOptions Plain = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Greatest first, as the prompt names them.</summary>
    public static readonly IReadOnlyList<string> Degrees = [.. EnumNames.All<Degree>().Reverse()];

    private static readonly ReplyShape[] Shapes =
    [
        .. PredictionTypes.All.Select(static type => new ReplyShape(
            type.Name.ToLowerInvariant() + "_prediction",
            Schema(type)
        )),
    ];

    public static IReadOnlyList<string> Priorities => EnumNames.All<ActionPriority>();

    public static ReplyShape For(PredictionType type) => Shapes[(int)type];

    /// <summary>What a factor of this type may rest on.</summary>
    public static IEnumerable<string> Evidence(PredictionTypeDescriptor type) =>
        type.RuleSet.Rules.Select(rule => rule.Name).Append(CitedFactor.Texts);

    private static string Schema(PredictionTypeDescriptor type)
    {
        // A model writes its fields in the schema's order and each token rests on those before it. So the evidence
        // comes first, then what follows from it in words, and the numbers only then: asked for the number first, a
        // model guesses one and finds reasons for it.
        List<(string Name, JsonObject Schema)> fields =
        [
            ("riskFactors", List($"1 to {ReplyBounds.Factors} factors, gravest first", Factor(type))),
        ];
        if (!type.IsScoreForecast)
        {
            fields.Add(
                (
                    "drivers",
                    List(
                        $"1 to {ReplyBounds.Drivers} reasons why it may happen, gravest first",
                        Text("One short sentence", ReplyBounds.Driver)
                    )
                )
            );
        }

        fields.Add(
            (
                "explanation",
                Text("What points to it, what speaks against it and what is unknown", ReplyBounds.Explanation)
            )
        );
        if (type.IsScoreForecast)
        {
            fields.Add(("summary", Text("Where the account's health stands and is heading", ReplyBounds.Summary)));
        }

        fields.Add(("probability", Number("Chance that it happens within the window, from 0 to 1, such as 0.35")));
        fields.Add(("confidence", Number("How sure you are of the probability, from 0 to 1, such as 0.7")));
        fields.Add(
            (
                "recommendations",
                List($"1 to {ReplyBounds.Recommendations} actions, most pressing first", Recommendation())
            )
        );
        return Object([.. fields]).ToJsonString(Plain);
    }

    private static JsonObject Factor(PredictionTypeDescriptor type) =>
        Object(
            (
                "evidence",
                Words($"The finding it rests on; {CitedFactor.Texts} for what subjects and titles say", Evidence(type))
            ),
            (
                "description",
                Text("What it means for this account; only numbers that the facts hold", ReplyBounds.Description)
            ),
            ("impact", Words("How much it matters", Degrees))
        );

    private static JsonObject Recommendation() =>
        Object(
            ("rationale", Text("Why; only numbers that the facts hold", ReplyBounds.Rationale)),
            ("action", Text("What to do, beginning with a verb", ReplyBounds.Action)),
            ("priority", Words("How pressing it is", Priorities)),
            ("expectedImpact", Text("What it brings about", ReplyBounds.ExpectedImpact)),
            ("effort", Words("How much work it is", Degrees)),
            ("timeframe", Text("By when, such as: within 5 business days", ReplyBounds.Timeframe))
        );

    private static JsonObject Object(params (string Name, JsonObject Schema)[] fields) =>
        new()
        {
            ["type"] = "object",
            ["properties"] = new JsonObject(fields.Select(f => KeyValuePair.Create(f.Name, (JsonNode?)f.Schema))),
            ["required"] = new JsonArray([.. fields.Select(f => (JsonNode)f.Name)]),
            ["additionalProperties"] = false,
        };

    private static JsonObject List(string description, JsonObject item) =>
        new()
        {
            ["type"] = "array",
            ["description"] = description,
            ["items"] = item,
        };

    private static JsonObject Text(string description, int most) =>
        new() { ["type"] = "string", ["description"] = $"{description}. Plain text, at most {most} characters" };

    private static JsonObject Number(string description) =>
        new() { ["type"] = "number", ["description"] = description };

    private static JsonObject Words(string description, IEnumerable<string> words) =>
        new()
        {
            ["type"] = "string",
            ["description"] = description,
            ["enum"] = new JsonArray([.. words.Select(w => (JsonNode)w)]),
        };
}
