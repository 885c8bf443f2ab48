using CsMl.Core.Predictions;

namespace CsMl.Tests.Predictions;

public sealed class SuggestThresholdsTests
{
    [Fact]
    public void As_many_accounts_are_in_each_category_on_another_scale()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            var scale = new RiskScale();
            var before = Enumerable.Range(0, random.Next(1, 300)).Select(_ => random.NextDouble()).ToList();
            var after = before.ConvertAll(p => Math.Round(p / (p + 12 * (1 - p)), 9));
            int Count(RiskCategory category) => before.Count(p => scale.CategoryOf(p) == category);

            var suggested = SuggestThresholds.Of(
                after,
                Count(RiskCategory.Critical),
                Count(RiskCategory.High),
                Count(RiskCategory.Medium)
            );

            Assert.True(suggested.IsOrdered, $"{suggested} of seed {seed}");
            foreach (var category in Enum.GetValues<RiskCategory>())
            {
                // Neighbours may be nearer to each other than four decimal places tell.
                var close = after.Order().Zip(after.Order().Skip(1)).Count(pair => pair.Second - pair.First < 0.0005);
                var there = after.Count(p => suggested.CategoryOf(p) == category);
                Assert.InRange(there, Count(category) - close, Count(category) + close);
            }
        }
    }

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(4, 0, 0)]
    [InlineData(0, 4, 0)]
    [InlineData(0, 0, 4)]
    [InlineData(1, 1, 1)]
    public void Equal_probabilities_and_empty_categories_leave_the_thresholds_in_order(
        int critical,
        int high,
        int medium
    )
    {
        foreach (var p in new[] { 0.0001, 0.03, 0.5, 0.9999 })
        {
            var suggested = SuggestThresholds.Of([p, p, p, p], critical, high, medium);

            Assert.True(suggested.IsOrdered, $"{suggested} for {p}");
        }
    }
}
