using CsMl.Core.Accounts;
using CsMl.Core.LanguageModel;
using CsMl.Core.LanguageModel.Prompts;
using CsMl.Core.Predictions.Types;
using CsMl.Local.Sample;

namespace CsMl.Tests.LanguageModel.Prompts;

/// <summary>A prompt stays within its bound, and says what it left out to do so.</summary>
public sealed class FactBudgetTests
{
    [Theory]
    [InlineData(500)]
    [InlineData(1_000)]
    [InlineData(4_000)]
    [InlineData(100_000)]
    public void A_crowded_account_stays_within_the_bound_and_says_what_is_left_out(int most)
    {
        var prompt = SomePrompt.For(Crowded(), options: new LlmOptions { MaxFactTokens = most });

        Assert.InRange(TokenEstimate.Of(prompt.User), 1, most);
        var facts = SomePrompt.Facts(prompt);
        foreach (var (list, count) in new[] { ("activities", 5_000), ("tickets", 300), ("healthHistory", 2) })
        {
            var leftOut = facts.GetProperty("leftOut").TryGetProperty(list, out var n) ? n.GetInt32() : 0;
            Assert.Equal(count, facts.GetProperty(list).GetArrayLength() + leftOut);
        }
    }

    [Fact]
    public void The_newest_entries_are_the_ones_that_are_shown()
    {
        var facts = SomePrompt.Facts(SomePrompt.For(Crowded()));

        var daysAgo = facts.GetProperty("activities").EnumerateArray().Select(a => a.GetProperty("daysAgo").GetInt32());

        Assert.Equal(Enumerable.Range(0, facts.GetProperty("activities").GetArrayLength()), daysAgo);
    }

    [Fact]
    public void No_list_crowds_out_another()
    {
        var facts = SomePrompt.Facts(SomePrompt.For(Crowded(), options: new LlmOptions { MaxFactTokens = 2_000 }));

        Assert.True(facts.GetProperty("tickets").GetArrayLength() > 3);
        Assert.True(facts.GetProperty("activities").GetArrayLength() > 3);
        Assert.Equal(2, facts.GetProperty("healthHistory").GetArrayLength());
    }

    [Fact]
    public void Floods_stay_within_the_smallest_bound()
    {
        foreach (var attack in Attacks.All)
        {
            foreach (var anonymize in new[] { true, false })
            {
                var options = new LlmOptions { MaxFactTokens = 1_000, Anonymize = anonymize };
                var tokens = TokenEstimate.Of(SomePrompt.For(EveryText.Of(attack), options: options).User);

                Assert.True(tokens <= 1_000, $"{tokens} tokens with: {attack[..Math.Min(40, attack.Length)]}");
            }
        }
    }

    [Fact]
    public void Nothing_that_happens_after_the_instant_is_told()
    {
        var known = Some.KnownAccount();
        var told = known
            .With(new Activity(null, "CALL", Some.DaysAgo(-1), null, null, "what is to come"))
            .With(new Ticket(null, Some.DaysAgo(-2), null, null, null, "what is to come"))
            .With(Some.Snapshot(-3, 12))
            .With(Some.Cta(dueDaysAgo: 0) with { CreatedAt = Some.DaysAgo(-1), Title = "what is to come" });

        Assert.Equal(SomePrompt.For(known).User, SomePrompt.For(told).User);
    }

    [Fact]
    public void What_the_app_made_itself_is_not_shown_to_the_model()
    {
        var told = Some.KnownAccount().With(Some.Cta(dueDaysAgo: 1, isAutomated: true));

        Assert.DoesNotContain("tasks\":[", SomePrompt.For(told).User);
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public void Every_finding_of_the_rules_can_be_cited()
    {
        foreach (var facts in SamplePortfolio.Make(Some.Now))
        {
            foreach (var type in SomePrompt.Types)
            {
                var request = Some.Request(facts, type);
                var evaluation = PredictionTypes
                    .Of(type)
                    .RuleSet.Evaluate(Signals.Of(facts, request.AsOf), request.WindowDays);
                var json = SomePrompt.Facts(SomePrompt.For(facts, type));

                var cited = json.TryGetProperty("evidence", out var evidence)
                    ? evidence.EnumerateArray().Select(e => e.GetProperty("id").GetString()!)
                    : [];
                Assert.Equal(evaluation.Findings.Select(f => f.Finding.Rule).Order(), cited.Order());
            }
        }
    }

    private static AccountFacts Crowded() =>
        Some.Account()
            .With(Some.Snapshot(50, 60), Some.Snapshot(1, 55))
            .With([
                .. Enumerable
                    .Range(0, 5_000)
                    .Select(i => new Activity(
                        $"a-{i}",
                        "EMAIL",
                        Some.DaysAgo(i + 0.5),
                        null,
                        Sentiment.Neutral,
                        "Questions on the monthly report"
                    )),
            ])
            .With([
                .. Enumerable
                    .Range(0, 300)
                    .Select(i => new Ticket(
                        $"t-{i}",
                        Some.DaysAgo(i + 0.5),
                        null,
                        "OPEN",
                        "LOW",
                        "Export leaves out the last day"
                    )),
            ]);
}
