using System.Text.RegularExpressions;
using CsMl.Core.Accounts;
using CsMl.Core.Predictions;
using CsMl.Core.Predictions.Rules;
using CsMl.Core.Predictions.Types;

namespace CsMl.Tests.Predictions.Rules;

/// <summary>
/// Every sentence of every rule is read back, and each number in it counted again from the facts by other means
/// than the rule's own.
/// </summary>
public sealed partial class SentencesTests
{
    private static readonly Dictionary<string, int> Read = new(StringComparer.Ordinal);

    [Fact]
    [Trait("Speed", "Slow")]
    public void Every_number_in_every_sentence_is_true()
    {
        Read.Clear();
        RandomAccounts.Check(
            (facts, _) =>
            {
                foreach (var type in Enum.GetValues<PredictionType>())
                {
                    foreach (
                        var (finding, _) in PredictionTypes
                            .Of(type)
                            .RuleSet.Evaluate(Signals.Of(facts, Some.Now), 90)
                            .Findings
                    )
                    {
                        Assert.True(CheckSentence.IsTrue(finding, facts), finding.Sentence);
                        Read[finding.Rule] = Read.GetValueOrDefault(finding.Rule) + 1;
                    }
                }
            },
            count: 3_000
        );

        Assert.Equal(15, Read.Count);
        Assert.All(Read, rule => Assert.True(rule.Value >= 50, $"{rule.Key} spoke only {rule.Value} times"));
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public void One_is_singular_and_all_else_plural()
    {
        RandomAccounts.Check(
            (facts, _) =>
            {
                foreach (var type in Enum.GetValues<PredictionType>())
                {
                    foreach (var text in Texts(Some.Predict(facts, type)))
                    {
                        Assert.DoesNotMatch(OneOfMany(), text);
                        Assert.DoesNotMatch(ManyOfOne(), text);
                    }
                }
            },
            count: 3_000
        );
    }

    [Theory]
    [InlineData(29.94, "Health score is 29.9, below 30, the level of alarm")]
    [InlineData(29.96, "Health score is 30, below the ordinary 60")]
    [InlineData(30, "Health score is 30, below the ordinary 60")]
    [InlineData(59.94, "Health score is 59.9, below the ordinary 60")]
    [InlineData(59.96, "Health score is 60, in the ordinary range")]
    [InlineData(60, "Health score is 60, in the ordinary range")]
    [InlineData(69.96, "Health score is 70, in the healthy range")]
    public void A_score_is_called_below_a_number_only_where_it_is_shown_below_it(double score, string sentence)
    {
        Assert.Equal(
            sentence,
            LowHealth.Rule.Evaluate(Signals.Of(Some.Account().WithHealth(score), Some.Now))!.Sentence
        );
    }

    [Fact]
    public void Without_a_completed_activity_no_days_are_invented()
    {
        var facts = Some.Account() with
        {
            CreatedAt = Some.DaysAgo(200),
            Activities = [Some.Activity(20, "MEETING", ActivityStatus.NoShow)],
        };

        var prediction = Some.PredictChurn(facts);

        Assert.Equal(
            "No completed activity on record; 1 activity planned, cancelled or missed",
            Assert.Single(prediction.PrimaryChurnDrivers)
        );
        Assert.Equal("no completed activity", Assert.Single(prediction.RiskFactors).CurrentValue);
        Assert.Null(prediction.DataQuality.LastActivityAt);
    }

    [Theory]
    [InlineData(0.4, "Last activity less than a day ago")]
    [InlineData(1.2, "Last activity 1 day ago")]
    [InlineData(2, "Last activity 2 days ago")]
    public void Silence_is_told_in_whole_days(double daysAgo, string start)
    {
        var finding = SilenceAgainstRhythm.Rule.Evaluate(Signals.Of(Some.Account().WithContacts(daysAgo), Some.Now));

        Assert.StartsWith(start, finding!.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void The_explanation_names_the_account_its_window_the_percentage_and_who_speaks()
    {
        var prediction = Some.PredictChurn(Some.KnownAccount().WithHealth(20), 120);

        Assert.StartsWith("Acme Ltd is at ", prediction.Explanation, StringComparison.Ordinal);
        Assert.Contains("within 120 days", prediction.Explanation, StringComparison.Ordinal);
        Assert.Contains("Health score is 20, below 30", prediction.Explanation, StringComparison.Ordinal);
        Assert.EndsWith("Made by rules.", prediction.Explanation, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Texts(Prediction prediction) =>
        [
            prediction.Explanation,
            .. prediction.RiskFactors.SelectMany(f => new[] { f.Description, f.CurrentValue, f.Threshold }),
            .. prediction.Recommendations.Select(r => r.Rationale),
            .. prediction is ChurnPrediction { SuggestedCTA: { } cta } ? new[] { cta.Title, cta.Reason } : [],
            .. prediction is HealthTrendPrediction health
                ? health
                    .Anomalies.Select(a => a.Description)
                    .Concat(health.Insights.Select(i => i.Message))
                    .Append(health.Summary)
                : [],
        ];

    [GeneratedRegex(
        @"(?<![\d.,])1 (unresolved support |active |open )?(days|activities|opportunities|conversations|tickets|CTAs|points|falls|times)\b"
    )]
    private static partial Regex OneOfMany();

    [GeneratedRegex(
        @"(?<![\d.,])(?!1 )\d+(\.\d+)? (unresolved support |active |open )?(day|activity|opportunity|conversation|ticket|CTA|point|fall|time)\b"
    )]
    private static partial Regex ManyOfOne();
}
