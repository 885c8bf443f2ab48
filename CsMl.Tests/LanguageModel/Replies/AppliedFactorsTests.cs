using CsMl.Core.Accounts;
using CsMl.Core.LanguageModel.Replies;
using static CsMl.Tests.LanguageModel.Replies.AppliedReply;

namespace CsMl.Tests.LanguageModel.Replies;

/// <summary>What a reply says of single factors and drivers.</summary>
public sealed class AppliedFactorsTests
{
    [Fact]
    public void A_factor_has_the_findings_numbers_and_the_models_words()
    {
        var answer = SomeReply.Answer() with
        {
            Factors =
            [
                new("UnresolvedTickets", Degree.Low, "Support is slow for [COMPANY]"),
                new("Texts", Degree.High, "[PERSON_1] speaks of a change"),
                new("UnresolvedTickets", Degree.High, "Once more"),
                new("Texts", Degree.Low, "Another note"),
            ],
        };

        var (rules, applied) = Apply(SomeReply.Ordinary(), answer);

        var finding = rules.Evaluation.Findings.First(w => w.Finding.Rule == "UnresolvedTickets").Finding;
        Assert.Equal(
            [
                new(
                    "Support tickets",
                    Degree.Low,
                    finding.CurrentValue,
                    finding.Threshold,
                    Trend.Worsening,
                    "Support is slow for Acme Ltd"
                ),
                new(
                    "Notes and subjects",
                    Degree.High,
                    "mentioned",
                    "not mentioned",
                    Trend.Stable,
                    "Kim O'Neil speaks of a change"
                ),
                new("Notes and subjects", Degree.Low, "mentioned", "not mentioned", Trend.Stable, "Another note"),
            ],
            applied.RiskFactors
        );
    }

    [Fact]
    public void A_reassurance_is_no_risk_factor()
    {
        var answer = SomeReply.Answer() with
        {
            Factors =
            [
                new("OpenOpportunities", Degree.High, "They buy more"),
                new("UnresolvedTickets", Degree.Low, "But are cross"),
            ],
        };

        Assert.Equal(["Support tickets"], Churn(SomeReply.Ordinary(), answer).RiskFactors.Select(f => f.Factor));
    }

    [Fact]
    public void What_must_surface_does_whatever_the_model_says()
    {
        var answer = SomeReply.Answer() with
        {
            Factors =
            [
                .. Enumerable.Range(0, 5).Select(i => new CitedFactor("Texts", Degree.Low, $"All is well {i}")),
                new("LowHealth", Degree.Low, "Health is a detail"),
            ],
            Drivers = ["a", "b", "c", "d", "e"],
        };

        var churn = Churn(SomeReply.Troubled(), answer);

        Assert.Equal(6, churn.RiskFactors.Count);
        Assert.Equal(["Engagement", "Health score"], churn.RiskFactors.Take(2).Select(f => f.Factor).Order());
        var health = churn.RiskFactors.Single(f => f.Factor == "Health score");
        Assert.Equal(("22", "Health is a detail"), (health.CurrentValue, health.Description));
        Assert.True(
            health.Impact >= PredictByRulesImpact("Health score"),
            "An alarm may be made graver, but not played down."
        );
        Assert.Equal(5, churn.PrimaryChurnDrivers.Count);
        Assert.Contains("Health score is 22, below 30, the level of alarm", churn.PrimaryChurnDrivers);
        Assert.Contains(
            churn.PrimaryChurnDrivers,
            d => d.StartsWith("Last activity 63 days ago", StringComparison.Ordinal)
        );
        Assert.Contains("a", churn.PrimaryChurnDrivers);
    }

    [Theory]
    [InlineData("Health score is 22, below 30, the level of alarm.", false)]
    [InlineData("A health of 22 is alarming", false)]
    [InlineData("No contact for 63 days", false)]
    [InlineData("Health fell from 48 to 22", true)]
    [InlineData("22 users left", true)]
    [InlineData("Health is poor", true)]
    public void What_must_surface_is_not_said_twice(string driver, bool isKept)
    {
        var churn = Churn(SomeReply.Troubled(), SomeReply.Answer() with { Drivers = [driver] });

        Assert.Equal(isKept ? 3 : 2, churn.PrimaryChurnDrivers.Count);
    }

    private static Degree PredictByRulesImpact(string factor) =>
        Some.Predict(SomeReply.Troubled()).RiskFactors.Single(f => f.Factor == factor).Impact;
}
