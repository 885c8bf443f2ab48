using System.Text.Json;
using CsMl.Core.Accounts;
using CsMl.Core.Predictions;

namespace CsMl.Tests.Predictions;

/// <summary>The JSON of a prediction, field by field: what a CRM reads and what the store holds are the same bytes.</summary>
public sealed class PredictionShapeTests
{
    private static readonly string[] Common =
    [
        "predictionId",
        "accountId",
        "accountName",
        "lifecycle",
        "predictionType",
        "probability",
        "confidence",
        "confidenceLevel",
        "predictionWindowDays",
        "riskFactors",
        "recommendations",
        "explanation",
        "source",
        "fallbackReason",
        "dataQuality",
        "status",
        "predictedAt",
        "validUntil",
        "generatedCtaId",
        "validation",
        "llmMetadata",
    ];

    public static TheoryData<PredictionType, string, string[]> Types =>
        new()
        {
            {
                PredictionType.Churn,
                "CHURN",
                [
                    "riskCategory",
                    "churnProbability",
                    "retentionProbability",
                    "primaryChurnDrivers",
                    "interventionUrgency",
                    "suggestedCTA",
                ]
            },
            {
                PredictionType.HealthTrend,
                "HEALTH_TREND",
                [
                    "currentHealthScore",
                    "predictedScore",
                    "scoreTrajectory",
                    "dimensionScores",
                    "insights",
                    "anomalies",
                    "strengthAreas",
                    "riskAreas",
                    "summary",
                ]
            },
            { PredictionType.Expansion, "EXPANSION", ["expansionProbability", "expansionDrivers"] },
            { PredictionType.EngagementDecline, "ENGAGEMENT_DECLINE", ["declineProbability", "declineDrivers"] },
        };

    [Theory]
    [MemberData(nameof(Types))]
    public void Every_field_of_the_contract_is_there_and_no_other_whatever_is_known(
        PredictionType type,
        string name,
        string[] own
    )
    {
        foreach (var facts in new[] { Some.Account(), Troubled() })
        {
            using var json = JsonDocument.Parse(PredictionText.Of(Some.Predict(facts, type)));

            AssertFields(json.RootElement, [.. Common, .. own]);
            Assert.Equal(name, json.RootElement.GetProperty("predictionType").GetString());
            foreach (var absent in new[] { "generatedCtaId", "validation", "llmMetadata" })
            {
                Assert.Equal(JsonValueKind.Null, json.RootElement.GetProperty(absent).ValueKind);
            }

            Assert.Equal("rules", json.RootElement.GetProperty("source").GetString());
            Assert.Equal("ACTIVE", json.RootElement.GetProperty("status").GetString());
            Assert.Equal("2026-03-04T09:30:00Z", json.RootElement.GetProperty("predictedAt").GetString());
            Assert.Equal("2026-04-03T09:30:00Z", json.RootElement.GetProperty("validUntil").GetString());
        }
    }

    [Fact]
    public void The_parts_of_a_churn_prediction_have_their_fields()
    {
        using var json = JsonDocument.Parse(PredictionText.Of(Some.Predict(Troubled())));
        var root = json.RootElement;

        AssertFields(root.GetProperty("suggestedCTA"), ["type", "priority", "title", "reason", "dueDays"]);
        AssertFields(root.GetProperty("dataQuality"), ["healthHistoryDays", "lastActivityAt", "missing"]);
        AssertAll(
            root.GetProperty("riskFactors"),
            ["factor", "impact", "currentValue", "threshold", "trend", "description"]
        );
        AssertAll(
            root.GetProperty("recommendations"),
            ["action", "priority", "rationale", "expectedImpact", "effort", "timeframe"]
        );
        Assert.Equal("critical", root.GetProperty("riskCategory").GetString());
        Assert.Equal("immediate", root.GetProperty("interventionUrgency").GetString());
        Assert.Equal("RISK", root.GetProperty("suggestedCTA").GetProperty("type").GetString());
        Assert.Equal("CRITICAL", root.GetProperty("suggestedCTA").GetProperty("priority").GetString());
        Assert.Equal("llm_not_configured", root.GetProperty("fallbackReason").GetString());
        Assert.Equal("2025-11-04T09:30:00Z", root.GetProperty("dataQuality").GetProperty("lastActivityAt").GetString());
    }

    [Fact]
    public void The_parts_of_a_health_analysis_have_their_fields()
    {
        using var json = JsonDocument.Parse(PredictionText.Of(Some.AnalyseHealth(Troubled())));
        var root = json.RootElement;

        AssertFields(root.GetProperty("dimensionScores"), ["usage", "support", "engagement", "sentiment"]);
        AssertAll(
            root.GetProperty("insights"),
            ["type", "dimension", "severity", "message", "trend", "suggestedAction"]
        );
        AssertAll(
            root.GetProperty("anomalies"),
            ["dimension", "anomalyType", "severity", "description", "detectedAt", "possibleCauses"]
        );
        Assert.Equal("declining", root.GetProperty("scoreTrajectory").GetString());
    }

    [Fact]
    public void Words_are_spelled_as_the_contract_spells_them()
    {
        AssertWords<RiskCategory>("low", "medium", "high", "critical");
        AssertWords<InterventionUrgency>("immediate", "this_week", "this_month", "monitor");
        AssertWords<ConfidenceLevel>("low", "medium", "high");
        AssertWords<PredictionSource>("rules", "llm");
        AssertWords<FallbackReason>(
            "insufficient_data",
            "llm_not_configured",
            "llm_thoughts_only",
            "llm_timeout",
            "llm_rate_limited",
            "llm_invalid_reply",
            "llm_content_filtered",
            "llm_error",
            "budget_exhausted"
        );
        AssertWords<PredictionStatus>("ACTIVE", "SUPERSEDED", "EXPIRED");
        AssertWords<Degree>("low", "medium", "high");
        AssertWords<Trend>("improving", "stable", "worsening");
        AssertWords<ActionPriority>("urgent", "high", "medium", "low");
        AssertWords<CsMl.Core.Health.ScoreTrajectory>("improving", "stable", "declining");
        AssertWords<CsMl.Core.Health.InsightSeverity>("positive", "info", "warning", "critical");
        AssertWords<CsMl.Core.Health.AnomalyType>("sudden_drop", "sustained_decline", "engagement_gap");
        AssertWords<CtaPriority>("LOW", "MEDIUM", "HIGH", "CRITICAL");
        AssertWords<CtaType>("RISK", "OPPORTUNITY", "LIFECYCLE", "ACTIVITY", "OBJECTIVE");
        AssertWords<CtaStatus>("OPEN", "IN_PROGRESS", "COMPLETED", "CANCELLED", "SNOOZED");
        AssertWords<Sentiment>("positive", "neutral", "negative");
        AssertWords<ActivityStatus>("COMPLETED", "PLANNED", "SCHEDULED", "IN_PROGRESS", "CANCELLED", "NO_SHOW");
    }

    [Fact]
    public void A_prediction_read_back_is_byte_for_byte_the_same()
    {
        RandomAccounts.Check(
            (facts, random) =>
            {
                foreach (var type in Enum.GetValues<PredictionType>())
                {
                    var asOf = Some.Now.AddTicks(random.NextInt64(TimeSpan.TicksPerDay));
                    var prediction = Some.Predict(facts with { Name = "Müller & <Söhne> 😀" }, type, asOf: asOf);
                    var json = PredictionText.Of(prediction);
                    var back = PredictionText.Read(json);

                    Assert.Equal(json, PredictionText.Of(back));
                    Assert.Equal(prediction.GetType(), back.GetType());
                    Assert.Equal(type, back.Type);
                    Assert.Equal(asOf, back.PredictedAt);
                }
            },
            count: 300
        );
    }

    [Fact]
    public void What_happens_to_a_prediction_later_is_read_back_too()
    {
        var json = PredictionText.Of(
            Some.Predict(Troubled()) with
            {
                Source = PredictionSource.Llm,
                FallbackReason = null,
                Status = PredictionStatus.Superseded,
                GeneratedCtaId = "cta-7",
                Validation = new Validation(Some.Now, "CHURNED", WasAccurate: true),
                LlmMetadata = new LlmMetadata("gpt", 1_234, 567, 0.00123m, "churn-1"),
            }
        );

        Assert.Equal(json, PredictionText.Of(PredictionText.Read(json)));
        using var document = JsonDocument.Parse(json);
        Assert.Equal(JsonValueKind.Null, document.RootElement.GetProperty("fallbackReason").ValueKind);
        AssertFields(document.RootElement.GetProperty("validation"), ["validatedAt", "actualOutcome", "wasAccurate"]);
        AssertFields(
            document.RootElement.GetProperty("llmMetadata"),
            ["model", "tokensUsed", "latencyMs", "estimatedCost", "promptVersion"]
        );
    }

    /// <summary>Silent for 120 days after a weekly rhythm, with falling health and open tickets.</summary>
    private static AccountFacts Troubled() =>
        Some.Account()
            .With([
                .. Enumerable.Range(0, 9).Select(i => Some.Snapshot(1 + 10 * i, 20 + 7 * i, 40, 60, 80, 90 - 5 * i)),
            ])
            .WithContacts([.. Enumerable.Range(0, 30).Select(i => 120 + 7.0 * i)])
            .With(Some.Ticket(60, priority: "HIGH"), Some.Ticket(5))
            .WithRenewalIn(20);

    private static void AssertFields(JsonElement element, string[] names) =>
        Assert.Equal(
            names.Order(StringComparer.Ordinal),
            element.EnumerateObject().Select(p => p.Name).Order(StringComparer.Ordinal)
        );

    private static void AssertAll(JsonElement list, string[] names)
    {
        Assert.NotEqual(0, list.GetArrayLength());
        foreach (var item in list.EnumerateArray())
        {
            AssertFields(item, names);
        }
    }

    private static void AssertWords<T>(params string[] words)
        where T : struct, Enum =>
        Assert.Equal(
            words.Order(StringComparer.Ordinal),
            Enum.GetValues<T>().Select(v => JsonSerializer.Serialize(v).Trim('"')).Order(StringComparer.Ordinal)
        );
}
