using System.Text.Json;
using System.Text.Json.Serialization;
using CsMl.Core.Accounts;
using CsMl.Core.Ctas;
using CsMl.Core.Json;
using CsMl.Core.Predictions;

namespace CsMl.Core.Storage;

/// <summary>A prediction to be saved.</summary>
/// <param name="Fingerprint">Of the facts it was made from.</param>
/// <param name="RunId">The run that made it; null: a request did.</param>
public sealed record MadePrediction(Prediction Prediction, string Fingerprint, string? RunId, AccountGlance Account)
{
    private RawJson? json;

    /// <summary>Of the account, as far as it is known: who makes CTAs asks for it.</summary>
    public DateTimeOffset? RenewalDate { get; init; }

    /// <summary>Null: nothing is kept of how it came about, and it does not count for accuracy.</summary>
    public Grounds? Grounds { get; init; }

    /// <summary>The prediction as it is stored and answered, written once.</summary>
    public RawJson Json => json ??= RawJson.Of(Prediction);
}

/// <summary>The newest prediction of its type, as it was stored.</summary>
/// <param name="Why">A <see cref="Storage.Why"/>, which is seldom looked at.</param>
/// <param name="Json">As it was first answered, which is as it is answered again while it is valid.</param>
public sealed record LatestPrediction(LatestHead Head, RawJson? Why, RawJson Json, string ETag)
{
    private Prediction? prediction;

    public string Fingerprint => Head.Fingerprint;

    public string? RunId => Head.RunId;

    /// <summary>Taken apart where somebody looks into it; its status is that of the day it was made.</summary>
    public Prediction Prediction =>
        prediction ??= JsonSerializer.Deserialize(Json.Utf8.Span, CoreJson.Plain.Prediction)!;

    /// <summary>Not out of date; the newest is never replaced.</summary>
    public bool IsValidAt(DateTimeOffset instant) => instant < Head.ValidUntil;

    internal static LatestPrediction Read(Entity row)
    {
        var reader = new Utf8JsonReader(row.Json.Span);
        Step(ref reader, JsonTokenType.StartObject);
        Step(ref reader, JsonTokenType.PropertyName);
        var head = JsonSerializer.Deserialize(ref reader, RowJson.Plain.LatestHead)!;
        Step(ref reader, JsonTokenType.PropertyName);
        reader.Read();
        var from = (int)reader.TokenStartIndex;
        reader.Skip();
        RawJson? why =
            reader.TokenType == JsonTokenType.Null ? null : new RawJson(row.Json[from..(int)reader.BytesConsumed]);
        Step(ref reader, JsonTokenType.PropertyName);
        Step(ref reader, JsonTokenType.StartObject);
        // It is the last of the row, before the brace that closes it.
        return new LatestPrediction(head, why, new RawJson(row.Json[(int)reader.TokenStartIndex..^1]), row.ETag);
    }

    /// <summary>This row with another link or validation.</summary>
    internal byte[] ToRow(RawJson prediction) =>
        JsonSerializer.SerializeToUtf8Bytes(new LatestRow(Head, Why, prediction), RowJson.Plain.LatestRow);

    /// <summary>The row of its history, with another link or validation than it was first stored with.</summary>
    internal byte[] HistoryRow(RawJson prediction) =>
        JsonSerializer.SerializeToUtf8Bytes(new HistoryRow(Why, prediction), RowJson.Plain.HistoryRow);

    private static void Step(ref Utf8JsonReader reader, JsonTokenType expected)
    {
        if (!reader.Read() || reader.TokenType != expected)
        {
            throw new InvalidDataException("A latest prediction's row is not in its shape.");
        }
    }
}

/// <summary>What is asked of a stored prediction most often, in front of it in its row.</summary>
/// <param name="FallbackReason">Null: a model made it.</param>
/// <param name="HasLeft">The CRM said, when it was made, that the account has left.</param>
public sealed record LatestHead(
    string Fingerprint,
    string? RunId,
    string PredictionId,
    double Probability,
    int WindowDays,
    DateTimeOffset ValidUntil,
    FallbackReason? FallbackReason,
    DateTimeOffset PredictedAt,
    bool HasLeft
);

/// <summary>The row of a latest prediction.</summary>
internal sealed record LatestRow(
    [property: JsonPropertyOrder(0)] LatestHead Head,
    [property: JsonPropertyOrder(1)] RawJson? Why,
    [property: JsonPropertyOrder(2)] RawJson Prediction
)
{
    public static LatestRow Of(MadePrediction made, RawJson? why) =>
        new(
            new LatestHead(
                made.Fingerprint,
                made.RunId,
                made.Prediction.PredictionId,
                made.Prediction.Probability,
                made.Prediction.PredictionWindowDays,
                made.Prediction.ValidUntil,
                made.Prediction.FallbackReason,
                made.Prediction.PredictedAt,
                made.Grounds?.HasLeft ?? false
            ),
            why,
            made.Json
        );
}

/// <summary>The row of a prediction in the history. Only its link to a CTA is ever written again.</summary>
/// <param name="Why">A <see cref="Storage.Why"/>; null: nothing was kept of how it came about.</param>
internal sealed record HistoryRow(
    [property: JsonPropertyOrder(0)] RawJson? Why,
    [property: JsonPropertyOrder(1)] RawJson Prediction
);

/// <summary>What a list shows of an account beside its risk.</summary>
public sealed record AccountGlance(string Id, string Name, AccountType? Type, double? HealthScore)
{
    public static AccountGlance Of(AccountFacts facts, double? healthScore) =>
        new(facts.AccountId, facts.Name, facts.Type, healthScore);
}

/// <summary>What a list shows of a prediction.</summary>
/// <param name="RiskCategory">Null for the types that have none.</param>
/// <param name="PrimaryChurnDrivers">For the other types what drives them.</param>
public sealed record PredictionGlance(
    string Id,
    double Probability,
    double Confidence,
    RiskCategory? RiskCategory,
    IReadOnlyList<string> PrimaryChurnDrivers,
    string Explanation,
    DateTimeOffset PredictedAt
);

/// <param name="HasSuggestion">With the renewal date: so that who makes CTAs need not read what calls for none.</param>
internal sealed record RiskRow(
    AccountGlance Account,
    PredictionGlance Prediction,
    DateTimeOffset ValidUntil,
    bool HasSuggestion,
    DateTimeOffset? RenewalDate
)
{
    public static RiskRow Of(MadePrediction made)
    {
        var prediction = made.Prediction;
        return new RiskRow(
            made.Account,
            new PredictionGlance(
                prediction.PredictionId,
                prediction.Probability,
                prediction.Confidence,
                (prediction as ChurnPrediction)?.RiskCategory,
                WriteCta.DriversOf(prediction),
                prediction.Explanation,
                prediction.PredictedAt
            ),
            prediction.ValidUntil,
            CtaCall.Suggests(prediction),
            made.RenewalDate
        );
    }
}
