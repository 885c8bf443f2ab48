using System.Globalization;
using System.Text.RegularExpressions;
using CsMl.Core.Accounts;
using CsMl.Core.Predictions;

namespace CsMl.Tests.Predictions;

/// <summary>The tables of categories, urgency, due dates and priorities as the product's document prints them.</summary>
public sealed partial class RiskScaleTests
{
    private static readonly (
        RiskCategory Category,
        InterventionUrgency Urgency,
        int DueDays,
        CtaPriority Priority
    )[] Table =
    [
        (RiskCategory.Critical, InterventionUrgency.Immediate, 1, CtaPriority.Critical),
        (RiskCategory.High, InterventionUrgency.ThisWeek, 5, CtaPriority.High),
        (RiskCategory.Medium, InterventionUrgency.ThisMonth, 14, CtaPriority.Medium),
        (RiskCategory.Low, InterventionUrgency.Monitor, 30, CtaPriority.Low),
    ];

    [Theory]
    [InlineData(1, RiskCategory.Critical)]
    [InlineData(0.80, RiskCategory.Critical)]
    [InlineData(0.7999, RiskCategory.High)]
    [InlineData(0.60, RiskCategory.High)]
    [InlineData(0.5999, RiskCategory.Medium)]
    [InlineData(0.30, RiskCategory.Medium)]
    [InlineData(0.2999, RiskCategory.Low)]
    [InlineData(0, RiskCategory.Low)]
    public void A_category_begins_at_its_percentage(double probability, RiskCategory category)
    {
        Assert.Equal(category, new RiskScale().CategoryOf(probability));
    }

    /// <summary>Explanations that do not name the category.</summary>
    private static readonly string[] Others = [" is known about ", " has said that it leaves"];

    [Fact]
    public void From_a_category_follow_urgency_due_date_and_priority()
    {
        Assert.Equal(Table.Length, Enum.GetValues<RiskCategory>().Length);
        Assert.All(
            Table,
            row =>
            {
                Assert.Equal(row.Urgency, row.Category.Urgency());
                Assert.Equal(row.DueDays, row.Urgency.DueDays());
                Assert.Equal(row.Priority, row.Category.Priority());
                Assert.Equal(row.Category.ToString(), row.Priority.ToString());
            }
        );
    }

    [Theory]
    [InlineData(0.30, 0.60, 0.80, true)]
    [InlineData(0.30, 0.60, 1.00, true)]
    [InlineData(0.00, 0.60, 0.80, false)]
    [InlineData(0.60, 0.60, 0.80, false)]
    [InlineData(0.30, 0.80, 0.80, false)]
    [InlineData(0.70, 0.60, 0.80, false)]
    [InlineData(0.30, 0.60, 1.01, false)]
    public void A_scale_whose_categories_do_not_lie_in_order_says_so(
        double medium,
        double high,
        double critical,
        bool ordered
    )
    {
        Assert.Equal(
            ordered,
            new RiskScale
            {
                Medium = medium,
                High = high,
                Critical = critical,
            }.IsOrdered
        );
    }

    [Fact]
    public void Whatever_the_thresholds_a_predictions_tables_agree_with_each_other_and_with_the_percentage_shown()
    {
        var seen = new HashSet<RiskCategory>();
        RandomAccounts.Check(
            (facts, random) =>
            {
                foreach (var scale in new[] { new RiskScale(), AnyScale(random) })
                {
                    var p = Some.PredictChurn(facts, 90, scale);
                    seen.Add(p.RiskCategory);
                    var row = Table.Single(r => r.Category == p.RiskCategory);

                    Assert.Equal(scale.CategoryOf(p.Probability), p.RiskCategory);
                    Assert.Equal(row.Urgency, p.InterventionUrgency);
                    Assert.Equal(p.Probability, p.ChurnProbability);
                    Assert.Equal(1, p.ChurnProbability + p.RetentionProbability, 9);
                    if (p.SuggestedCTA is { } cta)
                    {
                        Assert.Equal((CtaType.Risk, row.Priority, row.DueDays), (cta.Type, cta.Priority, cta.DueDays));
                        Assert.StartsWith($"{row.Category} churn risk: ", cta.Title, StringComparison.Ordinal);
                    }

                    if (p.Explanation.Contains(" has left: ", StringComparison.Ordinal))
                    {
                        continue;
                    }

                    var percent = decimal.Parse(
                        Percent().Match(p.Explanation).Groups[1].Value,
                        CultureInfo.InvariantCulture
                    );
                    var word = p.RiskCategory.ToString().ToLowerInvariant();
                    if (!Others.Any(text => p.Explanation.Contains(text, StringComparison.Ordinal)))
                    {
                        Assert.Contains($"at {word} risk of churning", p.Explanation, StringComparison.Ordinal);
                    }

                    Assert.Equal(scale.CategoryOf((double)(percent / 100)), p.RiskCategory);
                    Assert.InRange((decimal)p.Probability - percent / 100m, -0.0099m, 0.0099m);
                }
            }
        );
        Assert.Equal(4, seen.Count);
    }

    /// <summary>0.58 × 100 is a little less than 58 for a computer.</summary>
    [Fact]
    public void A_probability_of_whole_percent_is_shown_as_that_percentage()
    {
        for (var percent = 1; percent < 100; percent++)
        {
            Assert.Equal($"{percent} %", FormatPercent.Of(percent / 100.0, new RiskScale()));
            Assert.Equal($"{percent} %", FormatPercent.Exact(percent / 100.0));
        }
    }

    [Theory]
    [InlineData(0.594, "59 %")]
    [InlineData(0.595, "59 %")]
    [InlineData(0.5999, "59 %")]
    [InlineData(0.6, "60 %")]
    [InlineData(0.6049, "60 %")]
    [InlineData(0.605, "61 %")]
    [InlineData(0.2951, "29 %")]
    [InlineData(0.7999, "79 %")]
    [InlineData(0.0001, "1 %")]
    [InlineData(0.9999, "99 %")]
    public void A_percentage_is_rounded_but_never_into_another_category_nor_to_certainty(
        double probability,
        string shown
    ) => Assert.Equal(shown, FormatPercent.Of(probability, new RiskScale()));

    [Theory]
    [InlineData(0.6049, "61 %")]
    [InlineData(0.6048, "60 %")]
    [InlineData(0.7025, "70.3 %")]
    [InlineData(0.7034, "71 %")]
    public void A_tenants_own_thresholds_count_however_odd(double probability, string shown) =>
        Assert.Equal(
            shown,
            FormatPercent.Of(
                probability,
                new RiskScale
                {
                    Medium = 0.6049,
                    High = 0.7021,
                    Critical = 0.7033,
                }
            )
        );

    [Fact]
    public void No_percentage_lies_in_another_category_than_its_probability()
    {
        RandomAccounts.Check(
            (_, random) =>
            {
                double[] at = [.. Enumerable.Range(0, 3).Select(_ => random.Next(1, 10_000) / 10_000.0).Order()];
                var scale = new RiskScale
                {
                    Medium = at[0],
                    High = at[1],
                    Critical = at[2],
                };
                var probability = random.Next(1, 10_000) / 10_000.0;

                var shown = FormatPercent.Of(probability, scale);

                var percent = decimal.Parse(shown[..^2], System.Globalization.CultureInfo.InvariantCulture);
                Assert.Equal(scale.CategoryOf(probability), scale.CategoryOf((double)(percent / 100)));
                Assert.InRange(percent - 100 * (decimal)probability, -0.9999m, 0.9999m);
            }
        );
    }

    [Fact]
    public void Only_a_risk_that_is_more_than_low_asks_for_a_CTA()
    {
        var calm = Some.PredictChurn(Some.KnownAccount());
        var troubled = Some.PredictChurn(Some.Account().WithHealth(5).With(Some.Ticket(100, priority: "P1")));

        Assert.Equal((RiskCategory.Low, null), (calm.RiskCategory, calm.SuggestedCTA));
        Assert.Equal(troubled.PrimaryChurnDrivers[0], troubled.SuggestedCTA!.Reason);
    }

    /// <summary>Whole percentages, as a person would set them.</summary>
    private static RiskScale AnyScale(Random random)
    {
        var medium = random.Next(1, 98);
        var high = random.Next(medium + 1, 99);
        var critical = random.Next(high + 1, 101);
        return new RiskScale
        {
            Medium = medium / 100.0,
            High = high / 100.0,
            Critical = critical / 100.0,
        };
    }

    [GeneratedRegex(@"\((\d+(?:\.\d+)?) %\)")]
    private static partial Regex Percent();
}
