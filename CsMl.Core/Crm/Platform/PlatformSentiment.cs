using System.Text.Json;
using CsMl.Core.Accounts;
using CsMl.Core.Json;

namespace CsMl.Core.Crm.Platform;

/// <summary>Finds the sentiment of an activity in its metadata, whose shape is free.</summary>
internal static class PlatformSentiment
{
    /// <summary>Scores between the two bounds, on the scale −1 to 1, are neutral.</summary>
    private const double Bound = 0.25;

    /// <summary>
    /// Reads <c>sentiment</c>: one of the three words, a score from −1 to 1, or an object with one of them in
    /// <c>label</c>, <c>value</c> or <c>score</c>. Null if it is absent or anything else.
    /// </summary>
    public static Sentiment? Of(JsonElement metadata) =>
        metadata.ValueKind == JsonValueKind.Object && metadata.TryGetProperty("sentiment", out var sentiment)
            ? sentiment.ValueKind == JsonValueKind.Object
                ? Value(sentiment, "label") ?? Value(sentiment, "value") ?? Value(sentiment, "score")
                : Read(sentiment)
            : null;

    private static Sentiment? Value(JsonElement sentiment, string name) =>
        sentiment.TryGetProperty(name, out var value) ? Read(value) : null;

    private static Sentiment? Read(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.String => EnumNames.Find<Sentiment>(value.GetString()!.Trim().ToLowerInvariant()),
            JsonValueKind.Number when value.TryGetDouble(out var score) && score is >= -1 and <= 1 => score switch
            {
                < -Bound => Sentiment.Negative,
                > Bound => Sentiment.Positive,
                _ => Sentiment.Neutral,
            },
            _ => null,
        };
}
