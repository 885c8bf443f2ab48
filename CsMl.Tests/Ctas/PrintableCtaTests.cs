using CsMl.Core.Accounts;
using CsMl.Core.Ctas;
using CsMl.Core.Predictions;

namespace CsMl.Tests.Ctas;

/// <summary>What a CTA says can be shown anywhere: on a page, in a mail, on a terminal.</summary>
public sealed class PrintableCtaTests
{
    private static readonly AccountFacts Account = Some.KnownAccount() with { Name = HostileName.Text };

    [Fact]
    public void The_name_in_a_prediction_s_sentences_is_cleaned_and_the_name_itself_is_not()
    {
        foreach (var type in Enum.GetValues<PredictionType>())
        {
            var prediction = Some.Predict(Account, type);

            HostileName.AssertHarmless(prediction.Explanation, inLines: false);
            Assert.Contains(HostileName.Printable, prediction.Explanation, StringComparison.Ordinal);
            Assert.Equal(HostileName.Text, prediction.AccountName);
        }
    }

    [Fact]
    public void Title_description_and_reason_are_cleaned_whatever_the_prediction_says()
    {
        var made = Some.PredictChurn(Account);
        var advice = new Recommendation(
            HostileName.Text,
            made.Recommendations[0].Priority,
            HostileName.Text,
            HostileName.Text,
            Degree.Low,
            HostileName.Text
        );
        var prediction = made with
        {
            Explanation = HostileName.Text,
            PrimaryChurnDrivers = [HostileName.Text],
            Recommendations = [advice],
            RiskFactors = [.. made.RiskFactors.Select(f => f with { Description = HostileName.Text })],
            SuggestedCTA = new SuggestedCta(CtaType.Risk, CtaPriority.High, HostileName.Text, HostileName.Text, 5),
        };
        var rules = new CtaRules(new RiskScale(), RiskCategory.Low, 0, TimeSpan.Zero, 0);

        var step = PlanCtas.CreateOrSkip(new CtaSituation(prediction, Account, [], [], rules, null, Some.Now));

        var cta = Assert.IsType<CtaStep.Create>(step).Cta;
        HostileName.AssertHarmless(cta.Title, inLines: false);
        HostileName.AssertHarmless(cta.Reason!, inLines: false);
        HostileName.AssertHarmless(cta.Description!);
    }

    [Fact]
    public void A_playbook_s_tasks_are_cleaned()
    {
        var playbook = new Playbook
        {
            Id = "p",
            Name = "P",
            Tasks = [new PlaybookTask(HostileName.Text, 1, AssignToOwner: true)],
        };

        Assert.Equal(HostileName.Printable, Assert.Single(playbook.TasksFor("csm", Some.Now)).Title);
    }
}
