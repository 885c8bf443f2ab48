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
/// JSON schemas of the replies, in the subset of strict structured outputs: every field is required, no other field is
/// allowed, and limits are in the descriptions, because servers reject <c>maxLength</c>, <c>maximum</c> and similar
/// keywords. Each type has one constant text, because servers compile and cache a schema.
/// </summary>
internal static class ReplyShapes
{
    private static readonly JsonSerializerOptions Plain = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>From high to low, as in the prompt.</summary>
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

    /// <summary>The evidence that a factor of this type may cite.</summary>
    public static IEnumerable<string> Evidence(PredictionTypeDescriptor type) =>
        type.RuleSet.Rules.Select(rule => rule.Name).Append(CitedFactor.Texts);

    private static string Schema(PredictionTypeDescriptor type)
    {
        // A model writes fields in the order of the schema, and each token depends on those before it. So the evidence
        // comes first, then its explanation, then the numbers: a model that must state the number first guesses one and
        // then finds reasons for it.
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
