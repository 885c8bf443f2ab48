using System.Text.Json;
using CsMl.Core.Json;
using CsMl.Core.Predictions;

namespace CsMl.Core.Storage;

/// <summary>The newest prediction of its type, as it was stored.</summary>
/// <param name="Json">The prediction as it was first returned; the same text is returned while it is valid.</param>
/// <param name="ETag">Null if it was saved just now, because the new ETag is not known.</param>
public sealed record LatestPrediction(LatestHead Head, RawJson Json, string? ETag)
{
    private Prediction? _prediction;

    public static LatestPrediction Of(MadePrediction made) =>
        new(LatestHead.Of(made), made.Json, null) { _prediction = made.Prediction };

    public string Fingerprint => Head.Fingerprint;

    public string? RunId => Head.RunId;

    /// <summary>Parsed on first use. Its status is the one it had when it was made.</summary>
    /// <exception cref="JsonException">The row is damaged: it is JSON, and no prediction.</exception>
    public Prediction Prediction => _prediction ??= Parse();

    /// <summary>True if it has not expired; the newest prediction cannot be superseded.</summary>
    public bool IsValidAt(DateTimeOffset instant) => instant < Head.ValidUntil;

    /// <summary>True if it was made on the scale that is in use, so that its thresholds say what it means.</summary>
    public bool IsOn(PredictionScale scale) => Head.ScaleVersion == scale.For(Prediction.Type).Version;

    /// <summary>Null if the account was removed from the CRM.</summary>
    /// <exception cref="DamagedRowException">The row is not in its shape.</exception>
    internal static LatestPrediction? Read(Entity row)
    {
        try
        {
            return ReadWhole(row);
        }
        catch (Exception e) when (Entity.IsUnreadable(e))
        {
            throw new DamagedRowException(row, e);
        }
    }

    private static LatestPrediction? ReadWhole(Entity row)
    {
        if (RemovedRow.TryRead(row) is not null)
        {
            return null;
        }

        var reader = new Utf8JsonReader(row.Json.Span);
        Step(ref reader, JsonTokenType.StartObject);
        Step(ref reader, JsonTokenType.PropertyName);
        var head = JsonSerializer.Deserialize(ref reader, RowJson.Plain.LatestHead);
        if (head is not { Fingerprint: not null, PredictionId: not null })
        {
            throw NotInShape();
        }

        Step(ref reader, JsonTokenType.PropertyName);
        Step(ref reader, JsonTokenType.StartObject);
        // The prediction is the last property of the row, before the closing brace.
        return new LatestPrediction(head, RawJson.Checked(row.Json[(int)reader.TokenStartIndex..^1]), row.ETag);
    }

    /// <summary>This row with a changed prediction: a new CTA link or validation.</summary>
    internal byte[] ToRow(RawJson prediction) =>
        JsonSerializer.SerializeToUtf8Bytes(new LatestRow(Head, prediction), RowJson.Plain.LatestRow);

    /// <summary>
    /// Rewrites the row unchanged, so that a transaction fails unless this is still the latest prediction.
    /// </summary>
    internal EntityChange Keep(string accountId, PredictionType type) =>
        EntityChange.Replace(ResultKeys.Latest(accountId, type), ToRow(Json), ETag!);

    private static void Step(ref Utf8JsonReader reader, JsonTokenType expected)
    {
        if (!reader.Read() || reader.TokenType != expected)
        {
            throw NotInShape();
        }
    }

    private static InvalidDataException NotInShape() => new("A latest prediction's row is not in its shape.");

    private Prediction Parse()
    {
        try
        {
            return JsonSerializer.Deserialize(Json.Utf8.Span, PredictionJson.Plain.Prediction)!;
        }
        catch (Exception e) when (Entity.IsUnreadable(e))
        {
            throw new JsonException("A stored prediction is not in its shape.", e);
        }
    }
}
