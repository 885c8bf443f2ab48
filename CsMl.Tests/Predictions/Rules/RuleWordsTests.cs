using CsMl.Core.Accounts;
using CsMl.Core.Predictions;
using CsMl.Core.Predictions.Rules;
using CsMl.Core.Predictions.Types;

namespace CsMl.Tests.Predictions.Rules;

/// <summary>What rules say in each case, and whether they call for something to be done.</summary>
public sealed class RuleWordsTests
{
    [Theory]
    [InlineData(0, 1, 0, "The only conversation with a known sentiment was negative")]
    [InlineData(1, 0, 0, "The only conversation with a known sentiment was positive")]
    [InlineData(2, 0, 0, "The last 2 conversations with a known sentiment were both positive")]
    [InlineData(0, 3, 0, "The last 3 conversations with a known sentiment were all negative")]
    [InlineData(1, 2, 0, "2 of the last 3 conversations with a known sentiment were negative, 1 positive")]
    [InlineData(0, 1, 2, "1 of the last 3 conversations with a known sentiment was negative")]
    [InlineData(3, 1, 1, "3 of the last 5 conversations with a known sentiment were positive, 1 negative")]
    [InlineData(3, 0, 2, "3 of the last 5 conversations with a known sentiment were positive")]
    [InlineData(0, 1, 3, null)]
    [InlineData(2, 1, 1, null)]
    [InlineData(1, 1, 0, null)]
    [InlineData(0, 0, 4, null)]
    public void Sentiment(int positive, int negative, int neutral, string? sentence)
    {
        var facts = Some.Account()
            .With(Talks(positive, Core.Accounts.Sentiment.Positive))
            .With(Talks(negative, Core.Accounts.Sentiment.Negative))
            .With(Talks(neutral, Core.Accounts.Sentiment.Neutral));

        var finding = NegativeSentiment.Rule.Evaluate(Signals.Of(facts, Some.Now));

        Assert.Equal(sentence, finding?.Sentence);
        if (finding is not null)
        {
            var isBad = negative > positive;
            Assert.Equal(isBad ? Trend.Worsening : Trend.Improving, finding.Trend);
            Assert.Equal(isBad, finding.LogOdds > 0);
            Assert.Equal(isBad, finding.Advice is not null);
        }
    }

    [Theory]
    [InlineData(1, "1 open CTA past its due date")]
    [InlineData(2, "2 open CTAs past their due date")]
    public void Overdue_CTAs(int count, string sentence)
    {
        var facts = Some.Account().With([.. Enumerable.Range(1, count).Select(day => Some.Cta(day))]);

        Assert.Equal(sentence, OverdueCtas.Rule.Evaluate(Signals.Of(facts, Some.Now))!.Sentence);
    }

    [Theory]
    [InlineData(true, Trend.Improving)]
    [InlineData(false, Trend.Worsening)]
    public void Active_days(bool isMore, Trend trend)
    {
        double[] often = [5, 15, 25, 35, 45, 55, 65, 75];
        double[] rarely = [100, 160, 175];
        double[] contacts = isMore ? [.. often, .. rarely] : [30, .. often.Select(day => day + 92)];
        var facts = Some.Account().WithContacts([.. contacts, 200, 210]);

        var finding = EngagementChange.Rule.Evaluate(Signals.Of(facts, Some.Now))!;

        Assert.Equal(trend, finding.Trend);
        Assert.Equal(!isMore, finding.LogOdds > 0);
        Assert.Equal(!isMore, finding.Advice is not null);
    }

    [Theory]
    [InlineData(90, 0.25)]
    [InlineData(360, 0.4375)]
    public void Of_an_account_of_which_nothing_is_known_the_prior_holds(int window, double probability)
    {
        var rules = PredictionTypes.Of(PredictionType.Churn).RuleSet;

        var evaluation = rules.Evaluate(Signals.Of(Some.Account(), Some.Now), window);

        Assert.Equal(Math.Log(1.0 / 3), evaluation.PriorLogOdds, 9);
        Assert.Equal(probability, evaluation.Probability, 9);
        Assert.Empty(evaluation.Findings);
    }

    [Theory]
    [InlineData(0, "Last activity less than a day ago, as usual: one every 30 days on average")]
    [InlineData(34, "Last activity 34 days ago, as usual: one every 30 days on average")]
    [InlineData(36, "Last activity 36 days ago; before that every 30 days on average")]
    public void Silence(int days, string sentence)
    {
        var facts = Some.Account().WithContacts([.. Enumerable.Range(0, 8).Select(i => days + 30.0 * i)]);

        var finding = SilenceAgainstRhythm.Rule.Evaluate(Signals.Of(facts, Some.Now))!;

        Assert.Equal(sentence, finding.Sentence);
        Assert.Equal(days == 36, finding.MustSurface);
        Assert.Equal(days == 36 ? Trend.Worsening : Trend.Stable, finding.Trend);
    }

    private static Activity[] Talks(int count, Sentiment sentiment) =>
        [.. Enumerable.Range(1, count).Select(i => Some.Activity(7 * i, sentiment: sentiment))];
}
