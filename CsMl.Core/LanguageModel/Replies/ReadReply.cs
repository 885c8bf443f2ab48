using System.Text;
using System.Text.Json;
using CsMl.Core.Accounts;
using CsMl.Core.Json;
using CsMl.Core.Predictions;
using CsMl.Core.Predictions.Types;

namespace CsMl.Core.LanguageModel.Replies;

/// <summary>
/// Reads a model's reply. Either the whole reply is valid, or there is a fault that can be sent to the model. Nothing
/// is guessed, filled in or clamped, because a partly valid reply was not understood.
/// </summary>
internal static class ReadReply
{
    private const int MostDepth = 8;

    /// <returns>The answer, or else the fault: one sentence with the error, its place and the correction.</returns>
    public static (ModelAnswer? Answer, string? Fault) Read(PredictionType type, string text)
    {
        var faults = ReplyFaults.None;
        using var json = Parse(text, faults);
        var answer = json is null ? null : Answer(PredictionTypes.Of(type), json.RootElement, faults);
        return ReplyFaults.Sentence(faults) is { } fault ? (null, fault) : (answer, null);
    }

    /// <summary>
    /// Finds the one JSON object in a text. A server without structured outputs returns whatever the model writes, and
    /// models wrap JSON in a ``` fence, a sentence or their reasoning; that does not justify a second call. Two
    /// objects, or a list of objects, are ambiguous.
    /// </summary>
    private static JsonDocument? Parse(string text, FieldErrors faults)
    {
        const string MustBe = "and must be one JSON object and nothing else";
        if (text.Length > ReplyBounds.Reply)
        {
            faults.Add("", $"has {text.Length} characters {MustBe}, of a few thousand at most");
            return null;
        }

        var said = WithoutThoughts(text);
        var (from, to) = (said.IndexOf('{'), said.LastIndexOf('}'));
        if (from < 0 || to < from)
        {
            faults.Add("", $"holds no whole JSON object {MustBe}");
            return null;
        }

        if (said[0] == '[')
        {
            faults.Add("", $"is a list {MustBe}");
            return null;
        }

        try
        {
            return JsonDocument.Parse(
                Encoding.UTF8.GetBytes(said[from..(to + 1)].ToString()),
                new JsonDocumentOptions { MaxDepth = MostDepth }
            );
        }
        catch (JsonException e)
        {
            faults.Add("", $"is no valid JSON in line {(e.LineNumber ?? 0) + 1} of its object {MustBe}");
            return null;
        }
    }

    private static ReadOnlySpan<char> WithoutThoughts(string text)
    {
        const string Begin = "<think>";
        const string End = "</think>";
        var said = text.AsSpan().Trim();
        return said.StartsWith(Begin) && said.IndexOf(End) is >= 0 and var end
            ? said[(end + End.Length)..].Trim()
            : said;
    }

    private static ModelAnswer Answer(PredictionTypeDescriptor type, JsonElement root, FieldErrors faults)
    {
        var reply = new ReplyObject(
            root,
            "",
            faults,
            [
                "riskFactors",
                type.IsScoreForecast ? "summary" : "drivers",
                "explanation",
                "probability",
                "confidence",
                "recommendations",
            ]
        );
        return new ModelAnswer(
            reply.Share("probability"),
            reply.Share("confidence"),
            type.IsScoreForecast ? [] : reply.Texts("drivers", ReplyBounds.Drivers, ReplyBounds.Driver),
            reply.Objects("riskFactors", ReplyBounds.Factors, (value, path) => Factor(type, value, path, faults)),
            reply.Objects(
                "recommendations",
                ReplyBounds.Recommendations,
                (value, path) => Recommendation(value, path, faults)
            ),
            reply.Text("explanation", ReplyBounds.Explanation),
            type.IsScoreForecast ? reply.Text("summary", ReplyBounds.Summary) : null
        );
    }

    private static CitedFactor Factor(PredictionTypeDescriptor type, JsonElement value, string path, FieldErrors faults)
    {
        var factor = new ReplyObject(value, path, faults, "evidence", "description", "impact");
        return new CitedFactor(
            factor.Word("evidence", ReplyShapes.Evidence(type)),
            EnumNames.Find<Degree>(factor.Word("impact", ReplyShapes.Degrees)).GetValueOrDefault(),
            factor.Text("description", ReplyBounds.Description)
        );
    }

    private static Recommendation Recommendation(JsonElement value, string path, FieldErrors faults)
    {
        var advice = new ReplyObject(
            value,
            path,
            faults,
            "rationale",
            "action",
            "priority",
            "expectedImpact",
            "effort",
            "timeframe"
        );
        return new Recommendation(
            advice.Text("action", ReplyBounds.Action),
            EnumNames.Find<ActionPriority>(advice.Word("priority", ReplyShapes.Priorities)).GetValueOrDefault(),
            advice.Text("rationale", ReplyBounds.Rationale),
            advice.Text("expectedImpact", ReplyBounds.ExpectedImpact),
            EnumNames.Find<Degree>(advice.Word("effort", ReplyShapes.Degrees)).GetValueOrDefault(),
            advice.Text("timeframe", ReplyBounds.Timeframe)
        );
    }
}
