using CsMl.Core.Predictions;
using CsMl.Core.Requests;
using CsMl.Tests.Learning;

namespace CsMl.Tests.Requests;

/// <summary>What would have put a prediction at high risk, by the weights as they are written here once more.</summary>
public sealed class ExplainMissTests
{
    private static readonly Dictionary<string, double> Most = new()
    {
        ["SilenceAgainstRhythm"] = 3.5,
        ["LowHealth"] = 0.75,
        ["HealthTrend"] = 0.3,
        ["SuddenDrop"] = 0.12,
        ["SustainedDecline"] = 0.5,
        ["NegativeSentiment"] = 8 / 14.0,
        ["UnresolvedTickets"] = 0.6,
        ["NoExecutive"] = 0.5,
        ["NoMeetings"] = 0.45,
        ["RenewalNear"] = 0.45,
        ["OverdueCtas"] = 0.4,
    };

    [Fact]
    public void What_is_enough_by_itself_is_what_has_the_room()
    {
        var random = new Random(1);
        for (var i = 0; i < 500; i++)
        {
            var probability = 0.02 + 0.5 * random.NextDouble();
            var shares = Most.Where(_ => random.Next(3) == 0)
                .ToDictionary(rule => rule.Key, rule => rule.Value * (2 * random.NextDouble() - 1));

            var missing = ExplainMiss.Of(probability, 90, Findings(shares), model: null, 0.6);

            var gap = Math.Log(0.6 / 0.4) - Math.Log(probability / (1 - probability));
            Assert.Equal(gap, missing.LogOdds, 0.0001);
            var enough = Most.Where(rule => shares.GetValueOrDefault(rule.Key) + gap <= rule.Value).Select(r => r.Key);
            Assert.Equal(enough.Order(), missing.Alone.Select(sign => sign.Rule).Order());
        }
    }

    [Fact]
    public void Where_one_sign_is_not_enough_the_fewest_are_named_together()
    {
        // Silence has given its most. 1.301 are missing: 0.75 of a low score, and 0.551 of the 0.6 of tickets.
        var shares = new Dictionary<string, double> { ["SilenceAgainstRhythm"] = 3.5 };

        var two = ExplainMiss.Of(0.29, 90, Findings(shares), model: null, 0.6);
        Assert.Empty(two.Alone);
        Assert.EndsWith("a health score of 0; 3 open tickets of high priority.", two.Summary, StringComparison.Ordinal);

        var never = ExplainMiss.Of(0.001, 90, Findings(shares), model: null, 0.99);
        Assert.EndsWith(
            "Nothing that the rules look at would have been enough.",
            never.Summary,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_sentence_says_what_was_predicted_and_what_alone_would_have_been_enough()
    {
        var missing = ExplainMiss.Of(
            0.5,
            90,
            Findings(new Dictionary<string, double> { ["LowHealth"] = 0.1 }),
            model: null,
            0.6
        );

        Assert.Equal(0.4055, missing.LogOdds);
        Assert.StartsWith(
            "50 % was predicted, and a risk is high from 60 %. Each of these would have been enough by itself: ",
            missing.Summary,
            StringComparison.Ordinal
        );
        Assert.Contains("a health score of 12 or less", missing.Summary, StringComparison.Ordinal);
        Assert.Contains("3 open tickets of high priority", missing.Summary, StringComparison.Ordinal);
        Assert.DoesNotContain("overdue CTA", missing.Summary, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(30)]
    [InlineData(365)]
    public void Within_another_window_the_missing_evidence_leads_to_the_threshold(int windowDays)
    {
        var missing = ExplainMiss.Of(0.2, windowDays, [], model: null, 0.6);

        // The hazard grows with the square root of the window.
        var root = Math.Sqrt(windowDays / 90.0);
        var before = 1 - Math.Pow(0.8, 1 / root);
        var after = 1 / (1 + Math.Exp(-Math.Log(before / (1 - before)) - missing.LogOdds));
        Assert.Equal(0.6, 1 - Math.Pow(1 - after, root), 0.0001);
    }

    /// <summary>Enough by itself is what takes the learned model to the threshold if the rule sees the most that it can.</summary>
    [Fact]
    public void Of_a_learned_prediction_the_learned_weights_say_what_would_have_been_enough()
    {
        var random = new Random(2);
        var named = 0;
        for (var i = 0; i < 500; i++)
        {
            var shares = Most.Where(_ => random.Next(3) == 0)
                .ToDictionary(rule => rule.Key, rule => rule.Value * (2 * random.NextDouble() - 1));
            var model = new ChurnModel(
                -3 * random.NextDouble(),
                Most.ToDictionary(rule => rule.Key, _ => 2 * random.NextDouble()),
                new SignalWeights(random.NextDouble(), -random.NextDouble(), -random.NextDouble(), random.NextDouble())
            );
            var signals = new LearningSignals(
                random.NextDouble() - 0.5,
                random.NextDouble() - 0.5,
                random.NextDouble() - 0.5,
                random.NextDouble() - 0.5
            );
            var rules = Rows.Basis(signals, [.. shares.Select(share => (share.Key, share.Value))]);
            var learned = model.Apply(rules);
            List<RuleContribution> findings =
            [
                .. learned.Findings.Zip(rules.Findings, (f, byRules) => f with { RulesLogOdds = byRules.LogOdds }),
            ];

            if (Logit.Probability(learned.Sum) >= 0.9)
            {
                continue;
            }

            var missing = ExplainMiss.Of(Logit.Probability(learned.Sum), 90, findings, model, 0.9);

            foreach (var (rule, most) in Most)
            {
                // A finding on silence is there whenever the signals that join it are known.
                if (rule == Rows.Silence && !shares.ContainsKey(rule))
                {
                    continue;
                }

                var seen = shares.Where(share => share.Key != rule).Append(new(rule, most));
                var at = model.LogOdds(Rows.Basis(signals, [.. seen.Select(share => (share.Key, share.Value))]));
                var isEnough = Logit.Probability(at) >= 0.9;
                Assert.Equal(isEnough, missing.Alone.Any(sign => sign.Rule == rule));
                named += isEnough ? 1 : 0;
            }
        }

        Assert.InRange(named, 100, 2_000);
    }

    private static List<RuleContribution> Findings(Dictionary<string, double> shares) =>
        [.. shares.Select(share => new RuleContribution(share.Key, share.Key, share.Value, "", ""))];
}
