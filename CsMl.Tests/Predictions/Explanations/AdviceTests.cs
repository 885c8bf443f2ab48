using CsMl.Core.Accounts;
using CsMl.Core.Ctas;
using CsMl.Core.LanguageModel;
using CsMl.Core.LanguageModel.Prompts;
using CsMl.Core.LanguageModel.Replies;
using CsMl.Core.Predictions;

namespace CsMl.Tests.Predictions.Explanations;

/// <summary>What is recommended names the people, the things and the days of the account.</summary>
public sealed class AdviceTests
{
    private static readonly Contact Sponsor = new("Kim Berg", "Executive sponsor", Some.DaysAgo(60));
    private static readonly Contact Admin = new("Ada Roe", "Admin", Some.DaysAgo(3));

    /// <summary>At high risk, above all for its ticket.</summary>
    private static AccountFacts AtHighRisk =>
        Some.Account()
            .WithHealthHistory(70, 70, 70, 70)
            .WithContacts(3, 60)
            .WithHealth(40)
            .WithRenewalIn(45)
            .With(Ticket("SSO fails"), Ticket("Slow"), Ticket("Slower"), Ticket("Slowest"));

    [Fact]
    public void At_high_risk_the_sponsor_is_called_about_the_ticket_by_a_day()
    {
        var prediction = Some.PredictChurn(AtHighRisk.With(Admin, Sponsor), 365);

        Assert.Equal(RiskCategory.High, prediction.RiskCategory);
        Assert.Equal(
            "Call Kim Berg, executive sponsor, by 9 March 2026 about the open ticket 'SSO fails' and 3 others, with support's plan at hand",
            prediction.Recommendations[0].Action
        );
        Assert.Equal("by 9 March 2026", prediction.Recommendations[0].Timeframe);
    }

    [Fact]
    public void At_low_risk_the_contact_last_in_touch_is_told()
    {
        var prediction = Some.PredictChurn(Some.KnownAccount().With(Ticket("SSO fails")).With(Admin, Sponsor));

        Assert.Equal(RiskCategory.Low, prediction.RiskCategory);
        Assert.Equal(
            "Get a date from support for the open ticket 'SSO fails', and tell Ada Roe, admin, by 3 April 2026",
            prediction.Recommendations[0].Action
        );
    }

    [Fact]
    public void Half_of_the_time_to_the_renewal_is_left_at_low_risk()
    {
        var prediction = Some.PredictChurn(Some.KnownAccount().WithRenewalIn(34).With(Admin));

        Assert.Equal(
            "Open the renewal conversation with Ada Roe, admin, by 20 March 2026, with the value delivered so far",
            prediction.Recommendations[0].Action
        );
    }

    /// <summary>The success plan every two weeks, once advised at 7 %.</summary>
    [Fact]
    public void Advice_fits_the_category()
    {
        var facts = Some.Account()
            .WithContacts(0, 7, 14, 21, 28, 35, 42, 49)
            .WithWeeklyHealth(90, 89, 87, 85, 83, 81)
            .With(Admin);

        Assert.False(IsPlanned(new RiskScale()));
        Assert.True(IsPlanned(new RiskScale { Medium = 0.01 }));

        bool IsPlanned(RiskScale scale) =>
            Some.PredictChurn(facts, scale: scale)
                .Recommendations[0]
                .Action.EndsWith("check it every two weeks", StringComparison.Ordinal);
    }

    [Fact]
    public void Whom_nobody_knows_by_name_is_called_by_the_role()
    {
        var prediction = Some.PredictChurn(AtHighRisk, 365);

        Assert.StartsWith(
            "Call the main contact by 9 March 2026 about the open ticket 'SSO fails'",
            prediction.Recommendations[0].Action,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("See https://evil.example/pay")]
    [InlineData("see evil.example")]
    [InlineData("<img src=x>")]
    [InlineData("[click](x)")]
    [InlineData("mail me@evil")]
    [InlineData("tel:123456")]
    [InlineData(" \u202e\u200b ")]
    [InlineData(null)]
    public void A_subject_that_could_act_is_not_shown(string? subject)
    {
        var prediction = Some.PredictChurn(Some.KnownAccount().With(Ticket(subject)));

        Assert.Equal(
            "Get a date from support for the ticket open since 2 February 2026, and tell the main contact by 3 April 2026",
            prediction.Recommendations[0].Action
        );
    }

    [Theory]
    [InlineData("Kim\nBerg", "Ask Kim Berg")]
    [InlineData("+49 170 1234567", "Ask the main contact")]
    [InlineData("http://evil", "Ask the main contact")]
    [InlineData("Maximiliane Theodora von und zu Hohenfels-Langenberg", "Ask Maximiliane Theodora von und zu…")]
    public void A_name_is_cleaned_and_bounded(string name, string start)
    {
        var facts = Some.KnownAccount()
            .WithContacts(0)
            .WithWeeklyHealth(90, 89, 60)
            .With(new Contact(name, null, null));

        Assert.StartsWith(start, Some.PredictChurn(facts).Recommendations[0].Action, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_an_account_of_which_nothing_is_known_the_data_that_would_tell_most_is_asked_for()
    {
        var prediction = Some.PredictChurn(Some.Account());

        Assert.Equal((RiskCategory.Low, ConfidenceLevel.Low), (prediction.RiskCategory, prediction.ConfidenceLevel));
        Assert.StartsWith(
            "Nothing is known about Acme Ltd, so the usual churn risk within 90 days (25 %) is assumed. What would tell most: health scores over at least 30 days, activities",
            prediction.Explanation,
            StringComparison.Ordinal
        );
        Assert.Equal(["Nothing is known about the account"], prediction.PrimaryChurnDrivers);
        Assert.StartsWith(
            "Start to record health scores",
            Assert.Single(prediction.Recommendations).Action,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Under_notice_the_advice_is_about_staying()
    {
        var facts = Some.KnownAccount().WithRenewalIn(60).With(Sponsor).UnderNotice(endsInDays: 60);

        var prediction = RulesPredictor.PredictWithBasis(Some.Request(facts), Signals.Of(facts, Some.Now)).Prediction;

        Assert.Contains(
            prediction.Recommendations,
            r => r.Action.Contains("what would make them stay", StringComparison.Ordinal)
        );
    }

    /// <summary>43 days of silence, however usual, once "pointed to" an expansion.</summary>
    [Fact]
    public void Nothing_points_to_an_expansion_that_must_be_named_as_trouble()
    {
        RandomAccounts.Check(
            (facts, _) =>
            {
                var signals = Signals.Of(facts, Some.Now);
                var expansion = (ExpansionPrediction)Some.Predict(facts, PredictionType.Expansion);

                Assert.DoesNotContain(
                    expansion.ExpansionDrivers,
                    driver =>
                        driver.Contains("level of alarm", StringComparison.Ordinal)
                        || (
                            driver.StartsWith("Last activity", StringComparison.Ordinal)
                            && !driver.Contains("as usual", StringComparison.Ordinal)
                            && signals.Engagement.DaysSinceLast > 30
                        )
                );
            }
        );
    }

    [Fact]
    public void Names_and_subjects_of_the_advice_never_reach_a_model()
    {
        var facts = AtHighRisk.With(Admin, Sponsor);
        var request = Some.Request(facts, windowDays: 365);
        var signals = Signals.Of(facts, Some.Now);
        var rules = RulesPredictor.PredictWithBasis(request, signals);

        var prompt = WritePrompt.For(
            request,
            signals,
            rules,
            ReplyShapes.For(request.Type),
            new LlmOptions { IncludeText = false }
        );

        Assert.Contains("Kim Berg", rules.Prediction.Recommendations[0].Action, StringComparison.Ordinal);
        foreach (var word in (string[])["Kim", "Berg", "Ada", "Roe", "SSO"])
        {
            Assert.DoesNotContain(word, prompt.User, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_CTA_takes_over_the_advice_and_replaces_a_day_that_has_passed()
    {
        var facts = AtHighRisk.With(Admin, Sponsor);
        var prediction = Some.PredictChurn(facts, 365);

        Assert.Contains("by 9 March 2026 about the open ticket", Description(Some.Now), StringComparison.Ordinal);
        Assert.Contains(
            "by 25 March 2026 about the open ticket",
            Description(Some.Now.AddDays(16)),
            StringComparison.Ordinal
        );

        string Description(DateTimeOffset now)
        {
            var rules = new CtaRules(new RiskScale(), RiskCategory.High, 0, TimeSpan.Zero, 0);
            var step = PlanCtas.CreateOrSkip(new CtaSituation(prediction, facts, [], [], rules, null, now));
            return Assert.IsType<CtaStep.Create>(step).Cta.Description!;
        }
    }

    private static Ticket Ticket(string? subject) => Some.Ticket(30, priority: "P1") with { Subject = subject };
}
