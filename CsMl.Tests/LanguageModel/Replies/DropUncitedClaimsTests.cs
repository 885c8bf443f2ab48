using CsMl.Core.Accounts;
using CsMl.Core.LanguageModel.Replies;
using CsMl.Core.Predictions;

namespace CsMl.Tests.LanguageModel.Replies;

public sealed class DropUncitedClaimsTests
{
    private const string Shown =
        "Health 48.0 on 2026-02-11, usage .45. Revenue 1200 EUR, next year 1234567. Rows: 17,91. [PERSON_1]\\u0027s mail to [COMPANY]. Won 65 %.";

    private static readonly RulesPrediction Rules = SomeReply.Judge(Some.Request(SomeReply.Troubled()));

    [Theory]
    [InlineData("Health is 48")]
    [InlineData("Health is 48.0 of late")]
    [InlineData("Health is 48.00")]
    [InlineData("Revenue of 1,200")]
    [InlineData("Revenue of EUR1200")]
    [InlineData("Revenue of 1.2k")]
    [InlineData("Next year 1.2 million, or 1,235k")]
    [InlineData("Usage is 45%")]
    [InlineData("Usage is 45 percent")]
    [InlineData("Usage is .45")]
    [InlineData("Usage is 0.5 when rounded")]
    [InlineData("Forty-eight points")]
    [InlineData("The chance of .65 is 65 %")]
    [InlineData("On 2026-02-11 it fell")]
    [InlineData("On February 11, 2026 it fell")]
    [InlineData("17 of 91")]
    [InlineData("Calls 24/7, in Q3, of P1, 1:1, B2B")]
    [InlineData("Within the 90-day window")]
    [InlineData("No numbers, but someone often")]
    [InlineData("[PERSON_1] left [COMPANY], [company] and [person_1] [...] [sic]")]
    [InlineData("Two tickets are open, the oldest for 40 days")]
    [InlineData("A chance of 62 %")]
    public void What_the_facts_hold_is_kept(string text)
    {
        var answer = Cite(text);

        var (kept, dropped) = DropUncitedClaims.Drop(answer, Shown, Rules);

        Assert.Equal(0, dropped);
        Assert.Equal(answer.Explanation, kept.Explanation);
        Assert.Equal(answer.Drivers, kept.Drivers);
        Assert.Equal(answer.Factors, kept.Factors);
        Assert.Equal(answer.Recommendations, kept.Recommendations);
    }

    [Theory]
    [InlineData("Health is 49")]
    [InlineData("Health is 48.1")]
    [InlineData("Revenue of 1,201")]
    [InlineData("Revenue of 1.3k")]
    [InlineData("Next year 1.3 million")]
    [InlineData("Usage is 47%")]
    [InlineData("Usage is .46")]
    [InlineData("Usage is 45% and 53 logins")]
    [InlineData("Fifty-three points")]
    [InlineData("Ninety-nine contacts")]
    [InlineData("They missed seventeen hundred meetings")]
    [InlineData("There are a hundred open tickets")]
    [InlineData("They lost three quarters of a million and a dozen seats")]
    [InlineData("Half of the users left")]
    [InlineData("On 2026-02-12 it fell")]
    [InlineData("On 2026-11-02 it fell")]
    [InlineData("EUR99")]
    [InlineData("X 12345678901234567890")]
    [InlineData("Points ٤٨")]
    [InlineData("27 users")]
    [InlineData("[PERSON_2] left")]
    [InlineData("[NAME_1] left")]
    [InlineData("[PERSON_12] left")]
    public void What_they_do_not_hold_is_dropped_and_counted(string text)
    {
        var (kept, dropped) = DropUncitedClaims.Drop(Cite(text), Shown, Rules);

        Assert.Equal(4, dropped);
        Assert.Equal("A good beginning.", kept.Explanation);
        Assert.Equal(["Kept"], kept.Drivers);
        Assert.Equal(["Kept"], kept.Factors.Select(f => f.Description));
        Assert.Equal(["Kept"], kept.Recommendations.Select(r => r.Rationale));
    }

    [Theory]
    [InlineData("Book 3 calls in the next 14 days", true)]
    [InlineData("Raise the score by 13 points to a target of 75", true)]
    [InlineData("Win back 20% of the users", true)]
    [InlineData("Call the sponsor within 3 business days", true)]
    [InlineData("Close the 2 open tickets within 3 days", true)]
    [InlineData("Within 37 days all open tickets are closed", true)]
    [InlineData("Call: the last contact was weeks, or 37 days ago", false)]
    [InlineData("Close the 37 open tickets", false)]
    [InlineData("Close the two hundred and fifty open tickets", false)]
    [InlineData("Close the dozen open tickets", false)]
    [InlineData("Offer a dozen seats within half a year", true)]
    [InlineData("Close the 37 support tickets open", false)]
    [InlineData("Ask about the 33 missed calls", false)]
    [InlineData("Answer after 77 days of silence", false)]
    [InlineData("Ask why health fell by 39 points", false)]
    [InlineData("Raise health from 53 to 75", false)]
    [InlineData("Call, since 37 tickets wait", false)]
    [InlineData("Call [PERSON_9]", false)]
    public void A_plan_has_numbers_of_its_own_unless_it_states_a_fact(string plan, bool isKept)
    {
        foreach (
            var advice in new[]
            {
                new Recommendation(plan, ActionPriority.High, "Why", "Impact", Degree.Low, "soon"),
                new Recommendation("Act", ActionPriority.High, "Why", plan, Degree.Low, "soon"),
                new Recommendation("Act", ActionPriority.High, "Why", "Impact", Degree.Low, plan),
            }
        )
        {
            var (kept, dropped) = DropUncitedClaims.Drop(
                SomeReply.Answer() with
                {
                    Recommendations = [advice],
                },
                Shown,
                Rules
            );

            Assert.Equal(isKept, kept.Recommendations.Count == 1);
            Assert.Equal(isKept ? 0 : 1, dropped);
        }
    }

    [Fact]
    public void A_factor_needs_a_finding_that_is_there()
    {
        var answer = SomeReply.Answer() with
        {
            Factors =
            [
                new("SilenceAgainstRhythm", Degree.High, "Kept"),
                new("OverdueCtas", Degree.High, "No CTA is overdue"),
                new("Texts", Degree.High, "Kept too"),
            ],
        };

        var (kept, dropped) = DropUncitedClaims.Drop(answer, Shown, Rules);

        Assert.Equal(["SilenceAgainstRhythm", "Texts"], kept.Factors.Select(f => f.Evidence));
        Assert.Equal(1, dropped);
    }

    [Theory]
    [InlineData("Health is 48, e.g. Low. It lost 777 users! Why?", "Health is 48, e.g. Low. Why?", 1)]
    [InlineData("Revenue is 1,200.5. Revenue is 1,200.", "Revenue is 1,200.", 1)]
    [InlineData("777 users left. 48 is low. 888 more.", "48 is low.", 2)]
    [InlineData("Health of approx. 777 (vs. 48). So it is", "So it is", 1)]
    [InlineData("It lost 777 users. And 888 more.", "", 2)]
    public void Of_an_explanation_only_the_sentences_that_invent_go(string text, string left, int count)
    {
        var answer = SomeReply.Answer(PredictionType.HealthTrend) with { Explanation = text, Summary = text };

        var (kept, dropped) = DropUncitedClaims.Drop(answer, Shown, Rules);

        Assert.Equal(left, kept.Explanation);
        Assert.Equal(left, kept.Summary);
        Assert.Equal(2 * count, dropped);
    }

    [Fact]
    public void Where_nothing_is_grounded_nothing_is_left()
    {
        var answer = SomeReply.Answer() with
        {
            Factors = [new("OverdueCtas", Degree.High, "x")],
            Drivers = ["777"],
            Recommendations = [new("a", ActionPriority.Low, "777", "b", Degree.Low, "c")],
            Explanation = "It lost 777 users.",
        };

        var (kept, dropped) = DropUncitedClaims.Drop(answer, Shown, Rules);

        Assert.Equal(4, dropped);
        Assert.Empty(kept.Factors);
        Assert.Empty(kept.Drivers);
        Assert.Empty(kept.Recommendations);
        Assert.Equal("", kept.Explanation);
    }

    [Fact]
    public void The_rules_own_words_are_grounded_in_every_account() =>
        RandomAccounts.Check(
            (facts, random) =>
            {
                var rules = SomeReply.Judge(Some.Request(facts, (PredictionType)random.Next(4), random.Next(30, 366)));
                var sentences = rules.Evaluation.Findings.Select(f => f.Finding.Sentence).ToList();
                var answer = SomeReply.Answer() with
                {
                    Drivers = sentences,
                    Factors =
                    [
                        .. rules.Evaluation.Findings.Select(f => new CitedFactor(
                            f.Finding.Rule,
                            Degree.Low,
                            f.Finding.Sentence
                        )),
                    ],
                };

                var (kept, dropped) = DropUncitedClaims.Drop(answer, "[COMPANY] [PERSON_1]", rules);

                Assert.Equal(0, dropped);
                Assert.Equal(sentences, kept.Drivers);
            }
        );

    /// <summary>An answer that cites in every place where facts are stated, beside what is kept anyway.</summary>
    private static ModelAnswer Cite(string text) =>
        SomeReply.Answer() with
        {
            Factors = [new("Texts", Degree.Low, "Kept"), new("LowHealth", Degree.High, text)],
            Drivers = ["Kept", text],
            Recommendations =
            [
                new("Act", ActionPriority.Low, "Kept", "Impact", Degree.Low, "within 6 days"),
                new("Act", ActionPriority.Low, text, "Impact", Degree.Low, "within 6 days"),
            ],
            Explanation = $"A good beginning. {text}.",
        };
}
