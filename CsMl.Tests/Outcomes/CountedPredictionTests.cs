using CsMl.Core.Accounts;
using CsMl.Core.Predictions;
using CsMl.Core.Predictions.Settlements;
using static CsMl.Tests.Outcomes.Settling;

namespace CsMl.Tests.Outcomes;

/// <summary>What is kept of a prediction that counts, and when it says that the event comes and is closed.</summary>
public sealed class CountedPredictionTests
{
    [Theory]
    [InlineData(null, 0.5, true)]
    [InlineData(null, 0.4999, false)]
    [InlineData(0.3, 0.3, true)]
    [InlineData(0.3, 0.2999, false)]
    [InlineData(0.7, 0.6, false)]
    public void The_event_is_predicted_from_the_tenants_threshold_on_or_else_from_a_half(
        double? from,
        double probability,
        bool isPredicted
    ) => Assert.Equal(isPredicted, (Counted(probability: probability) with { PredictedFrom = from }).IsPredicted);

    [Fact]
    public void It_is_closed_at_the_windows_end_where_its_outcome_is_known()
    {
        var settled = Counted() with { Settlement = Judge(Counted(), Here, End) };

        Assert.False(settled.IsClosed(End - TimeSpan.FromTicks(1)));
        Assert.True(settled.IsClosed(End));
        Assert.False(Counted().IsClosed(End));
    }

    [Fact]
    public void A_departure_seen_at_the_instant_of_the_prediction_is_later_and_a_recorded_one_earlier()
    {
        Assert.False(Counted().IsAfter(Happened(OutcomeKind.Churned, Some.Now, isSeen: true)));
        Assert.True(Counted().IsAfter(Happened(OutcomeKind.Churned, Some.Now)));
        Assert.True(Counted().IsAfter(Happened(OutcomeKind.Churned, Some.Now - TimeSpan.FromTicks(1), isSeen: true)));
    }

    [Theory]
    [InlineData(PredictionType.Churn, PredictionSource.Rules)]
    [InlineData(PredictionType.Churn, PredictionSource.Llm)]
    [InlineData(PredictionType.Expansion, PredictionSource.Llm)]
    public void It_is_kept_open_with_the_evidence_that_is_learned_from_and_what_a_model_departed_from(
        PredictionType type,
        PredictionSource source
    )
    {
        var facts = Some.KnownAccount() with { AnnualRevenue = 1_200 };
        var signals = Signals.Of(facts, Some.Now);
        var rules = RulesPredictor.PredictWithBasis(Some.Request(facts, type), signals);

        var kept = CountedPrediction.Of(
            rules.Prediction with
            {
                Source = source,
            },
            PredictionBasis.Of(rules.Evaluation, signals, 90)
        );

        Assert.True(kept.IsOpen);
        Assert.Equal((70, 1_200m, 8), (kept.HealthScore, kept.AnnualRevenue, kept.ActiveDays));
        Assert.Equal(type == PredictionType.Churn, kept.Evidence is not null);
        Assert.NotNull(kept.Segment);
        double? byRules = kept.RulesProbability is { } probability ? Math.Round(probability, 4) : null;
        Assert.Equal(source == PredictionSource.Llm ? rules.Prediction.Probability : null, byRules);
    }
}
