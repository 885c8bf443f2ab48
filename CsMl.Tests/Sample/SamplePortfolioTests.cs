using System.Text.Json;
using CsMl.Core.Accounts;
using CsMl.Core.Accounts.Import;
using CsMl.Core.Predictions;
using CsMl.Local.Sample;

namespace CsMl.Tests.Sample;

public sealed class SamplePortfolioTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void It_has_250_accounts_and_no_two_are_called_alike()
    {
        var accounts = SamplePortfolio.Make(Now);

        Assert.Equal(250, accounts.Count);
        Assert.Equal(250, accounts.Select(a => a.AccountId).Distinct().Count());
        Assert.Equal(250, accounts.Select(a => a.Name).Distinct().Count());
        Assert.All(accounts, a => Assert.Matches("^csm-[1-8]$", a.OwnerId));
    }

    [Fact]
    public void It_is_the_same_for_the_same_instant()
    {
        Assert.Equal(Json(SamplePortfolio.Make(Now)), Json(SamplePortfolio.Make(Now)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(200)]
    [InlineData(800)]
    public void It_never_grows_old(int daysLater)
    {
        var today = SamplePortfolio.Make(Now).Select(a => Predict(a, Now).Probability);
        var later = SamplePortfolio
            .Make(Now.AddDays(daysLater))
            .Select(a => Predict(a, Now.AddDays(daysLater)).Probability);

        Assert.Equal(today, later);
    }

    [Fact]
    public void Every_account_can_be_imported()
    {
        Assert.All(
            SamplePortfolio.Make(Now),
            account =>
            {
                var json = JsonSerializer.SerializeToUtf8Bytes(account, AccountJson.Default.AccountFacts);
                Assert.True(ReadAccount.TryParse(json, out var errors) is not null, string.Join("; ", errors));
            }
        );
    }

    [Fact]
    public void Account_123_is_the_one_that_the_documents_print()
    {
        var prediction = Predict(Example(), Now);

        Assert.Contains(
            prediction.PrimaryChurnDrivers,
            d => d.StartsWith("3 unresolved support tickets", StringComparison.Ordinal)
        );
        Assert.Contains("No executive engagement in 45 days", prediction.PrimaryChurnDrivers);
        Assert.Contains(
            prediction.PrimaryChurnDrivers,
            d => d.StartsWith("Health score declining over 60 days", StringComparison.Ordinal)
        );
    }

    [Fact]
    [Trait("Speed", "Slow")]
    public void Account_123_stays_at_high_risk_for_a_month()
    {
        for (var hours = 0; hours <= 31 * 24; hours += 12)
        {
            var prediction = Predict(Example(), Now.AddHours(hours));

            Assert.Equal(RiskCategory.High, prediction.RiskCategory);
            Assert.InRange(prediction.Confidence, 0.5, 1);
            Assert.Equal(
                3,
                prediction.PrimaryChurnDrivers.Count(d =>
                    d.Contains("unresolved", StringComparison.Ordinal)
                    || d.Contains("executive", StringComparison.Ordinal)
                    || d.Contains("declining", StringComparison.Ordinal)
                )
            );
        }
    }

    [Theory]
    [InlineData(RiskCategory.Critical, 0.02, 0.06)]
    [InlineData(RiskCategory.High, 0.06, 0.13)]
    [InlineData(RiskCategory.Medium, 0.20, 0.30)]
    [InlineData(RiskCategory.Low, 0.55, 0.70)]
    public void Risk_is_spread_as_in_a_real_portfolio(RiskCategory category, double least, double most)
    {
        var accounts = SamplePortfolio.Make(Now);

        var share = (double)accounts.Count(a => Predict(a, Now).RiskCategory == category) / accounts.Count;

        Assert.InRange(share, least, most);
    }

    [Fact]
    public void Every_story_is_seen_for_what_it_is()
    {
        foreach (var story in SamplePortfolio.WithStories(Now).GroupBy(s => s.Story))
        {
            var (least, most) = story.Key.Risk;
            var seen = story.Select(s => Predict(s.Facts, Now).RiskCategory).ToList();

            // Each account tells it a little otherwise; most must come out as told, and none as something else.
            Assert.True(
                seen.Count(c => c >= least && c <= most) >= 0.75 * seen.Count,
                $"{story.Key.Name}: {string.Join(", ", seen)}"
            );
            Assert.All(seen, c => Assert.InRange((int)c, (int)least - 1, (int)most + 1));
        }
    }

    [Fact]
    public void Accounts_still_onboarding_are_told_to_have_little_data()
    {
        var newcomers = SamplePortfolio.WithStories(Now).Where(s => s.Story.Name == "still onboarding");

        Assert.All(newcomers, s => Assert.Equal(FallbackReason.InsufficientData, Predict(s.Facts, Now).FallbackReason));
    }

    [Fact]
    public void Candidates_for_an_expansion_are_likelier_to_expand_than_others()
    {
        var chances = SamplePortfolio
            .WithStories(Now)
            .ToLookup(
                s => s.Story.Name,
                s => RulesPredictor.Predict(Ask(s.Facts, Now, PredictionType.Expansion)).Probability
            );

        Assert.True(chances["expansion candidate"].Min() > chances["low touch"].Max());
        Assert.True(chances["expansion candidate"].Average() > chances["healthy and growing"].Average() + 0.1);
    }

    [Fact]
    public void Facts_of_every_kind_are_in_it()
    {
        var accounts = SamplePortfolio.Make(Now);

        Assert.Contains(accounts, a => a.Ctas.Count > 0);
        Assert.Contains(accounts, a => a.Opportunities.Count > 0);
        Assert.Contains(accounts, a => a.Tickets.Any(t => t.ClosedAt is null));
        Assert.All(accounts, a => Assert.NotEmpty(a.HealthHistory));
        Assert.All(accounts, a => Assert.NotEmpty(a.Contacts));
        Assert.All(accounts, a => Assert.NotNull(a.Subscription));
        Assert.Contains("MEETING", accounts.SelectMany(a => a.Activities).Select(x => x.Type));
        Assert.Contains("CALL", accounts.SelectMany(a => a.Activities).Select(x => x.Type));
    }

    [Fact]
    public void Nothing_that_is_done_lies_in_the_future_or_before_the_account()
    {
        foreach (var account in SamplePortfolio.Make(Now))
        {
            Assert.All(
                account.Activities.Where(a => a.Status == ActivityStatus.Completed),
                a => Assert.InRange(a.Date, account.CreatedAt!.Value, Now)
            );
            Assert.All(account.HealthHistory, h => Assert.InRange(h.Date, account.CreatedAt!.Value, Now));
            Assert.All(account.Tickets, t => Assert.InRange(t.CreatedAt, account.CreatedAt!.Value, Now));
            Assert.All(
                account.Tickets,
                t => Assert.True(t.ClosedAt is null || (t.ClosedAt > t.CreatedAt && t.ClosedAt <= Now))
            );
            Assert.All(account.Contacts, c => Assert.InRange(c.LastContactAt!.Value, account.CreatedAt!.Value, Now));
            Assert.All(account.Ctas, c => Assert.True(c.CompletedAt is null || c.CompletedAt <= Now));
        }
    }

    private static AccountFacts Example() =>
        SamplePortfolio.Make(Now).Single(a => a.AccountId == SamplePortfolio.ExampleId);

    private static ChurnPrediction Predict(AccountFacts facts, DateTimeOffset at) =>
        (ChurnPrediction)RulesPredictor.Predict(Ask(facts, at, PredictionType.Churn));

    private static PredictionRequest Ask(AccountFacts facts, DateTimeOffset at, PredictionType type) =>
        new(facts, type, at, 90, new RiskScale(), 30);

    private static string Json(IReadOnlyList<AccountFacts> accounts) =>
        string.Join('\n', accounts.Select(a => JsonSerializer.Serialize(a, AccountJson.Default.AccountFacts)));
}
