using CsMl.Core.Accounts;
using CsMl.Core.Ctas;
using CsMl.Core.Predictions;
using CsMl.Local.Commands;
using CsMl.Local.Sample;

namespace CsMl.Tests.Ctas;

public sealed class WriteCtaTests
{
    /// <summary>In binary, 100 times the first three is less than the whole number.</summary>
    [Theory]
    [InlineData(0.29, 29)]
    [InlineData(0.57, 57)]
    [InlineData(0.58, 58)]
    [InlineData(0.599, 59)]
    public void A_percentage_is_the_same_wherever_it_is_told(double probability, int percent)
    {
        var prediction = Some.PredictChurn(Some.KnownAccount()) with { Probability = probability };
        using var welcome = new StringWriter();

        WelcomeScreen.TellTopAccounts(
            welcome,
            [Some.Listed(Some.Account(), prediction)],
            new RiskScale(),
            hasAccounts: true
        );

        Assert.Contains(
            $"({percent} %)",
            WriteCta.ReasonOf(prediction, prediction.RiskCategory, new RiskScale()),
            StringComparison.Ordinal
        );
        Assert.Contains($" {percent} % ", welcome.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_description_has_the_explanation_three_reasons_three_actions_and_the_confidence()
    {
        var account = SamplePortfolio.Make(Some.Now).First(a => a.AccountId == "123");
        var prediction = Some.PredictChurn(account);

        var cta = Make(prediction, account);

        var lines = cta.Description!.Split('\n');
        Assert.Equal(prediction.Explanation, lines[0]);
        Assert.Equal(
            ["**Why**", "**What to do**"],
            lines.Where(line => line.StartsWith("**", StringComparison.Ordinal))
        );
        Assert.InRange(lines.Count(line => line.StartsWith("- ", StringComparison.Ordinal)), 2, 6);
        Assert.StartsWith("Confidence of the prediction: ", lines[^1], StringComparison.Ordinal);
        Assert.Equal(
            new CtaTrigger(prediction.PredictionId, "CHURN", prediction.Probability, prediction.Confidence),
            cta.TriggerData
        );
        Assert.Equal("ML_CHURN", cta.TriggerRule);
    }

    [Theory]
    [InlineData("Call Kim by 4 March 2026", "by 4 March 2026", "- Call Kim by 4 March 2026\n")]
    [InlineData("Call Kim by 3 March 2026", "by 3 March 2026", "- Call Kim by 9 March 2026\n")]
    [InlineData("Call Kim", "by 4 March 2026", "- Call Kim (by 4 March 2026)\n")]
    [InlineData("Call Kim", "this week", "- Call Kim (this week)\n")]
    public void An_action_has_its_day_once_and_one_that_has_passed_is_the_CTAs_own(
        string action,
        string when,
        string line
    )
    {
        var prediction = Some.PredictChurn(Some.KnownAccount());
        prediction = prediction with
        {
            RiskFactors = [],
            Recommendations = [new Recommendation(action, ActionPriority.High, "", "", Degree.Low, when)],
            SuggestedCTA = new SuggestedCta(CtaType.Risk, CtaPriority.High, "Title", "Reason", 5),
            RiskCategory = RiskCategory.High,
            Probability = 0.7,
        };

        var description = Make(prediction, Some.KnownAccount()).Description!;

        Assert.Contains($"\n\n**What to do**\n\n{line}", description, StringComparison.Ordinal);
        Assert.DoesNotContain("**Why**", description, StringComparison.Ordinal);
    }

    [Fact]
    public void Under_notice_the_title_and_the_reason_are_the_notice()
    {
        var facts = Some.KnownAccount().UnderNotice(endsInDays: 60);

        var cta = Make(Some.PredictChurn(facts), facts);

        Assert.Equal("Save the account: Gave notice on 22 February 2026; the contract ends on 3 May 2026", cta.Title);
        Assert.StartsWith("Gave notice on 22 February 2026", cta.Reason, StringComparison.Ordinal);
        Assert.Contains("**Why**", cta.Description, StringComparison.Ordinal);
        Assert.DoesNotContain("\n\n\n", cta.Description, StringComparison.Ordinal);
    }

    [Fact]
    public void What_others_wrote_makes_no_links_and_no_tags_and_no_more_than_the_CRM_takes()
    {
        var hostile =
            "# <img src=x> [click](http://evil.example) `code`\r\n- item **bold** "
            + string.Concat(Enumerable.Repeat("word ", 500));
        var prediction = Some.PredictChurn(Some.KnownAccount());
        prediction = prediction with
        {
            Explanation = hostile,
            RiskFactors = [.. Enumerable.Repeat(new RiskFactor("x", Degree.High, "1", "2", Trend.Stable, hostile), 9)],
            Recommendations =
            [
                .. Enumerable.Repeat(new Recommendation(hostile, ActionPriority.High, "", "", Degree.Low, hostile), 9),
            ],
            SuggestedCTA = new SuggestedCta(CtaType.Risk, CtaPriority.High, hostile, hostile, 5),
            RiskCategory = RiskCategory.High,
            Probability = 0.7,
        };

        var cta = Make(prediction, Some.KnownAccount());

        Assert.InRange(cta.Title.Length, 1, 200);
        Assert.InRange(cta.Reason!.Length, 1, 500);
        Assert.InRange(cta.Description!.Length, 1, 2_000);
        Assert.DoesNotContain(
            "<img",
            cta.Description.Replace("\\<", "", StringComparison.Ordinal),
            StringComparison.Ordinal
        );
        Assert.DoesNotContain(" [click]", cta.Description, StringComparison.Ordinal);
        Assert.Equal(6, cta.Description.Split('\n').Count(line => line.StartsWith("- ", StringComparison.Ordinal)));
    }

    private static Cta Make(ChurnPrediction prediction, AccountFacts facts)
    {
        var rules = new CtaRules(new RiskScale(), RiskCategory.Low, 0, TimeSpan.Zero, 0);
        var step = PlanCtas.CreateOrSkip(new CtaSituation(prediction, facts, [], [], rules, null, Some.Now));
        return Assert.IsType<CtaStep.Create>(step).Cta;
    }
}
