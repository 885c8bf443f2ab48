using System.Text.Json.Serialization;
using CsMl.Core.Ctas;
using CsMl.Core.Health;

namespace CsMl.Core.Predictions;

/// <summary>
/// What was foretold for one account: the fields that every type of prediction has. Stored and answered as this
/// same JSON.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "predictionType")]
[JsonDerivedType(typeof(ChurnPrediction), "CHURN")]
[JsonDerivedType(typeof(HealthTrendPrediction), "HEALTH_TREND")]
[JsonDerivedType(typeof(ExpansionPrediction), "EXPANSION")]
[JsonDerivedType(typeof(EngagementDeclinePrediction), "ENGAGEMENT_DECLINE")]
public abstract record Prediction
{
    /// <summary>Before the type's own fields, which come before the rest.</summary>
    private const int First = -1;

    [JsonPropertyOrder(First)]
    public string PredictionId { get; init; } = "";

    [JsonPropertyOrder(First)]
    public string AccountId { get; init; } = "";

    [JsonPropertyOrder(First)]
    public string AccountName { get; init; } = "";

    /// <summary>Chance, 0–1, that what the type names happens within the window.</summary>
    [JsonPropertyOrder(First)]
    public double Probability { get; init; }

    /// <summary>How much to trust it, 0–1.</summary>
    [JsonPropertyOrder(First)]
    public double Confidence { get; init; }

    [JsonPropertyOrder(First)]
    public ConfidenceLevel ConfidenceLevel { get; init; }

    public int PredictionWindowDays { get; init; }

    public IReadOnlyList<RiskFactor> RiskFactors { get; init; } = [];

    public IReadOnlyList<Recommendation> Recommendations { get; init; } = [];

    public string Explanation { get; init; } = "";

    public PredictionSource Source { get; init; }

    /// <summary>Null where the model answered.</summary>
    public FallbackReason? FallbackReason { get; init; }

    public DataQuality DataQuality { get; init; } = DataQuality.None;

    public PredictionStatus Status { get; init; }

    public DateTimeOffset PredictedAt { get; init; }

    public DateTimeOffset ValidUntil { get; init; }

    /// <summary>The CTA that was made from it, or null.</summary>
    public string? GeneratedCtaId { get; init; }

    /// <summary>How it turned out, once that is known.</summary>
    public Validation? Validation { get; init; }

    /// <summary>What asking a model took, also where the rules answered after all; null where nothing was billed.</summary>
    public LlmMetadata? LlmMetadata { get; init; }

    [JsonIgnore]
    public abstract PredictionType Type { get; }

    /// <summary>Neither out of date nor replaced.</summary>
    public bool IsValidAt(DateTimeOffset instant) => Status == PredictionStatus.Active && instant < ValidUntil;
}

public sealed record ChurnPrediction : Prediction
{
    [JsonIgnore]
    public override PredictionType Type => PredictionType.Churn;

    public required RiskCategory RiskCategory { get; init; }

    public required double ChurnProbability { get; init; }

    public required double RetentionProbability { get; init; }

    /// <summary>Sentences, gravest first.</summary>
    public required IReadOnlyList<string> PrimaryChurnDrivers { get; init; }

    public required InterventionUrgency InterventionUrgency { get; init; }

    /// <summary>Null at low risk.</summary>
    public required SuggestedCta? SuggestedCTA { get; init; }
}

/// <summary>The probability is that of a health score clearly lower at the window's end.</summary>
public sealed record HealthTrendPrediction : Prediction
{
    [JsonIgnore]
    public override PredictionType Type => PredictionType.HealthTrend;

    public required double? CurrentHealthScore { get; init; }

    /// <summary>At the window's end, 0–100.</summary>
    public required double? PredictedScore { get; init; }

    public required ScoreTrajectory ScoreTrajectory { get; init; }

    public required DimensionScores DimensionScores { get; init; }

    public required IReadOnlyList<HealthInsight> Insights { get; init; }

    public required IReadOnlyList<HealthAnomaly> Anomalies { get; init; }

    public required IReadOnlyList<string> StrengthAreas { get; init; }

    public required IReadOnlyList<string> RiskAreas { get; init; }

    public required string Summary { get; init; }
}

public sealed record ExpansionPrediction : Prediction
{
    [JsonIgnore]
    public override PredictionType Type => PredictionType.Expansion;

    public required double ExpansionProbability { get; init; }

    public required IReadOnlyList<string> ExpansionDrivers { get; init; }
}

public sealed record EngagementDeclinePrediction : Prediction
{
    [JsonIgnore]
    public override PredictionType Type => PredictionType.EngagementDecline;

    public required double DeclineProbability { get; init; }

    public required IReadOnlyList<string> DeclineDrivers { get; init; }
}

/// <param name="CurrentValue">As a person reads it, such as <c>48</c> or <c>63 days</c>.</param>
/// <param name="Threshold">What would be unremarkable.</param>
public sealed record RiskFactor(
    string Factor,
    Degree Impact,
    string CurrentValue,
    string Threshold,
    Trend Trend,
    string Description
);

public sealed record Recommendation(
    string Action,
    ActionPriority Priority,
    string Rationale,
    string ExpectedImpact,
    Degree Effort,
    string Timeframe
);

/// <param name="DueDays">Calendar days from the prediction.</param>
public sealed record SuggestedCta(CtaType Type, CtaPriority Priority, string Title, string Reason, int DueDays);

/// <param name="HealthHistoryDays">From the oldest health snapshot to now.</param>
/// <param name="LastActivityAt">Null: none took place, or none is recorded.</param>
/// <param name="Missing">Kinds of data that the facts lack.</param>
public sealed record DataQuality(int HealthHistoryDays, DateTimeOffset? LastActivityAt, IReadOnlyList<string> Missing)
{
    public static readonly DataQuality None = new(0, null, []);
}

public sealed record Validation(DateTimeOffset ValidatedAt, string ActualOutcome, bool WasAccurate);

/// <param name="TokensUsed">Of the prompt and the reply, of all calls that the prediction took, as their server billed them.</param>
/// <param name="LatencyMs">Of the calls, retries and pauses between them included.</param>
/// <param name="EstimatedCost">In the prices' currency; null for a model whose price is not configured.</param>
/// <param name="PromptVersion">Which wording of the prompt was used.</param>
public sealed record LlmMetadata(
    string Model,
    int TokensUsed,
    long LatencyMs,
    decimal? EstimatedCost,
    string PromptVersion
);
