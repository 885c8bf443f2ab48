using CsMl.Core.Outcomes;
using CsMl.Core.Predictions;
using CsMl.Core.Predictions.Settlements;
using static CsMl.Tests.Outcomes.Settling;

namespace CsMl.Tests.Outcomes;

/// <summary>How often rules were silent, counted by sets of rules, is what counting one prediction after the other gives.</summary>
public sealed class SilenceCountsTests
{
    private static readonly string[] Rules = ["Silence", "Tickets", "Health"];

    [Fact]
    public void Each_set_of_rules_is_counted_among_those_that_stayed_and_those_that_left()
    {
        var random = new Random(3);
        var all = Enumerable.Range(0, 200).Select(_ => Make(random)).ToList();
        var counts = new SilenceCounts(Rules);
        all.ForEach(counts.Add);

        foreach (
            var silent in (string[][])
                [
                    [],
                    ["Silence"],
                    ["Tickets"],
                    ["Health"],
                    ["Silence", "Health"],
                    Rules,
                ]
        )
        {
            Assert.Equal(
                CountOf(all, happened: false, silent),
                (counts.AmongStayed(silent).Silent, counts.AmongStayed(silent).Of)
            );
            Assert.Equal(
                CountOf(all, happened: true, silent),
                (counts.AmongLeft(silent).Silent, counts.AmongLeft(silent).Of)
            );
        }
    }

    [Fact]
    public void A_prediction_without_evidence_counts_nowhere_and_another_rule_changes_nothing()
    {
        var counts = new SilenceCounts(Rules);
        counts.Add(Settled(happened: true) with { Evidence = null });
        counts.Add(Settled(happened: true) with { Evidence = Evidence(("Meetings", 2), ("Silence", -1)) });

        var left = counts.AmongLeft(["Silence", "Unknown"]);

        Assert.Equal((1, 1), (left.Silent, left.Of));
        Assert.Equal(0, counts.AmongStayed([]).Of);
    }

    private static (int Silent, int Of) CountOf(List<CountedPrediction> all, bool happened, string[] silent)
    {
        var those = all.FindAll(p => p.Settlement!.Happened == happened);
        return (those.Count(p => silent.All(rule => !(p.Evidence!.Findings.GetValueOrDefault(rule) > 0))), those.Count);
    }

    private static CountedPrediction Make(Random random) =>
        Settled(random.Next(3) == 0) with
        {
            Evidence = Evidence([.. Rules.Select(rule => (rule, random.Next(-1, 2) * random.NextDouble()))]),
        };

    private static RulesEvidence Evidence(params (string Rule, double LogOdds)[] findings) =>
        new(-1, findings.ToDictionary(f => f.Rule, f => f.LogOdds), default);

    private static CountedPrediction Settled(bool happened) =>
        Counted() with
        {
            Settlement = new Settlement(End, happened ? "CHURNED" : "RETAINED", happened, true, null, null),
        };
}
