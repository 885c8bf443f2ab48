using System.Text.Json;
using CsMl.Core.Accounts;
using CsMl.Core.Json;
using CsMl.Core.Predictions;
using CsMl.Core.Predictions.Types;

namespace CsMl.Core.LanguageModel.Replies;

/// <summary>
/// Reads a model's reply: the last whole object that is valid. Where it stands in the reply is not judged; the object
/// itself is, strictly: nothing is guessed, filled in or clamped, because a partly valid object was not understood.
/// </summary>
internal static class ReadReply
{
    private const string MustBe = "and must be one JSON object and nothing else";

    /// <summary>The field that tells an answer from an object around it.</summary>
    private const string Mark = "probability";

    /// <returns>The answer, or else the fault, which can be sent to the model.</returns>
    public static (ModelAnswer? Answer, ReplyFault? Fault) Read(PredictionType type, string text)
    {
        var found = FindObjects.In(text);
        if (found.Said.Length > ReplyBounds.Reply)
        {
            return (null, Fault($"has {found.Said.Length} characters {MustBe}, of a few thousand at most"));
        }

        ReplyFault? first = null;
        foreach (var candidate in Candidates(found.Objects))
        {
            var faults = ReplyFaults.None;
            var answer = Answer(PredictionTypes.Of(type), candidate, faults);
            if (ReplyFaults.Sentence(faults) is not { } sentence)
            {
                return (answer, null);
            }

            first ??= ReplyFault.Invalid(sentence);
        }

        return (
            null,
            found.IsThoughtsOnly
                ? Fault($"holds only thoughts {MustBe}") with
                {
                    Reason = FallbackReason.LlmThoughtsOnly,
                }
                : first ?? WithoutObject(found.Said)
        );
    }

    /// <summary>From the last to the first. What wraps an answer is opened; if none is found, the last object counts.</summary>
    private static IEnumerable<JsonElement> Candidates(IReadOnlyList<JsonElement> objects)
    {
        var answers = objects
            .Reverse()
            .SelectMany(o => IsAnswer(o) ? [o] : FindObjects.Within(o).Where(IsAnswer))
            .ToList();
        return answers.Count > 0 ? answers : objects.TakeLast(1);
    }

    private static bool IsAnswer(JsonElement value)
    {
        try
        {
            return value.TryGetProperty(Mark, out _);
        }
        catch (InvalidOperationException)
        {
            // A name is half a character, which is a fault to be told.
            return true;
        }
    }

    private static ReplyFault WithoutObject(string said)
    {
        var (from, to) = (said.IndexOf('{', StringComparison.Ordinal), said.LastIndexOf('}'));
        if (from < 0 || to < from)
        {
            return Fault($"holds no whole JSON object {MustBe}");
        }

        try
        {
            using var json = JsonDocument.Parse(said[from..(to + 1)], FindObjects.Strict);
            return Fault($"holds no JSON object of the given schema {MustBe}");
        }
        catch (JsonException e)
        {
            return Fault($"is no valid JSON in line {(e.LineNumber ?? 0) + 1} of its object {MustBe}");
        }
    }

    private static ReplyFault Fault(string message) => ReplyFault.Invalid($"The reply {message}.");

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
