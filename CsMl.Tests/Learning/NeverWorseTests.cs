using CsMl.Core.Learning;
using CsMl.Core.Predictions;

namespace CsMl.Tests.Learning;

/// <summary>Few outcomes do no harm: in the mean of 20 samples what is learned is hardly ever worse than the rules.</summary>
[Trait("Speed", "Slow")]
public sealed class NeverWorseTests
{
    private const double Tolerated = 0.005;
    private const int Samples = 20;

    public static TheoryData<int, double, double, double> Generated
    {
        get
        {
            var cases = new TheoryData<int, double, double, double>();
            foreach (var outcomes in new[] { 30, 100, 300 })
            {
                cases.Add(outcomes, Rows.Truth.AsRules.Intercept, 1, 0);
                cases.Add(outcomes, -2.5, 1, 0);
                cases.Add(outcomes, -1, 0.3, 0.6);
                cases.Add(outcomes, 0, 0, 0);
                cases.Add(outcomes, -1, -1, -0.5);
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Generated))]
    public void On_generated_accounts(int outcomes, double intercept, double rules, double since)
    {
        var truth = new Rows.Truth(intercept, rules, since);

        AssertNeverWorse(seed => (Rows.Generate(outcomes, seed, truth), Rows.Generate(3_000, seed + 1_000, truth)));
    }

    [Theory]
    [InlineData(30)]
    [InlineData(100)]
    [InlineData(300)]
    public async Task On_real_accounts(int outcomes)
    {
        var rows = await RealRows.ReadAsync();
        var first = rows.Min(row => row.PredictedAt);
        var later = rows.Where(row => row.PredictedAt > first).ToList();
        var earlier = rows.Where(row => row.PredictedAt == first).ToArray();

        AssertNeverWorse(seed => ([.. RandomAccounts.Shuffled(earlier, new Random(seed)).Take(outcomes)], later));
    }

    private static void AssertNeverWorse(Func<int, (List<LearningRow> Seen, List<LearningRow> Later)> sample)
    {
        var extra = Enumerable
            .Range(0, Samples)
            .Select(seed =>
            {
                var (seen, later) = sample(seed);
                var rules = ChurnModel.OfRules(Rows.Prior);
                var learned = LearnFromOutcomes.Of(seen, rules, Some.Now).Model ?? rules;
                return LogLoss.Mean(later, learned) - LogLoss.Mean(later, rules);
            })
            .Average();

        Assert.True(extra <= Tolerated, $"In the mean the log loss is {extra:0.0000} above that of the rules.");
    }
}
