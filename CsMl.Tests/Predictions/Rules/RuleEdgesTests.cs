using CsMl.Core.Accounts;
using CsMl.Core.Health;
using CsMl.Core.Predictions;
using CsMl.Core.Predictions.Rules;

namespace CsMl.Tests.Predictions.Rules;

/// <summary>What the rules say exactly at their bounds.</summary>
public sealed class RuleEdgesTests
{
    [Theory]
    [InlineData(0, 0.075)]
    [InlineData(30, 0.125)]
    [InlineData(60, 0.175)]
    [InlineData(90, 0.225)]
    [InlineData(91, 0.225)]
    [InlineData(900, 0.225)]
    public void The_age_of_the_oldest_ticket_counts_for_three_months_at_most(int days, double weight)
    {
        var signals = Signals.Of(Some.KnownAccount().With(Some.Ticket(days)), Some.Now);

        Assert.Equal(weight, UnresolvedTickets.Rule.Evaluate(signals)!.LogOdds, 6);
    }

    /// <summary>Of an account in touch twice in a year little can be expected, but nobody calls three days a silence.</summary>
    [Theory]
    [InlineData(2, 0)]
    [InlineData(3, 0)]
    [InlineData(3.5, 0.5)]
    [InlineData(4, 1)]
    public void Without_a_rhythm_contact_is_fresh_for_three_days(double daysAgo, double share)
    {
        var finding = Find(Some.Account().WithContacts(daysAgo, 300 + daysAgo))!;

        var evidence =
            Logit.Of(Rhythm.Prior.Silent(contacts: 1, last: 300, observed: 300 + daysAgo, 90)) - Logit.Of(0.4);
        Assert.True(evidence > 0.3, $"{evidence}");
        Assert.Equal(share * evidence, finding.LogOdds, 6);

        static Finding? Find(AccountFacts facts) => SilenceAgainstRhythm.Rule.Evaluate(Signals.Of(facts, Some.Now));
    }

    [Theory]
    [InlineData(29.9, true, 0.1520)]
    [InlineData(30, false, 0.15)]
    [InlineData(30.1, false, 0.1495)]
    [InlineData(60, false, 0)]
    public void A_score_of_thirty_is_no_alarm(double score, bool isAlarm, double weight)
    {
        var finding = LowHealth.Rule.Evaluate(Signals.Of(Some.KnownAccount().WithHealth(score), Some.Now))!;

        Assert.Equal((isAlarm, weight), (finding.MustSurface, Math.Round(finding.LogOdds, 4)));
        Assert.Equal(isAlarm, finding.Sentence.Contains("alarm", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(75.9, false)]
    [InlineData(76, true)]
    [InlineData(76.1, true)]
    public void A_fall_is_made_good_once_four_fifths_of_it_are_regained(double regained, bool isMadeGood)
    {
        var once = Some.KnownAccount().WithWeeklyHealth(80, 60, regained);
        var slowly = Some.KnownAccount().WithWeeklyHealth(80, 74, 67, 60, regained);

        Assert.Equal(isMadeGood, HealthDrops.SteepestOpen(Signals.Of(once, Some.Now).Health) is null);
        Assert.Equal(isMadeGood, HealthDrops.Decline(Signals.Of(slowly, Some.Now).Health) is null);
    }

    [Theory]
    [InlineData(75, false)]
    [InlineData(74.9, true)]
    public void A_fall_of_fifteen_points_is_not_sudden_yet(double after, bool isSudden)
    {
        var series = Signals.Of(Some.KnownAccount().WithWeeklyHealth(90, after), Some.Now).Health;

        Assert.Equal(isSudden, HealthDrops.Sudden(series).Any());
        Assert.Equal(isSudden, HealthDrops.SteepestOpen(series) is not null);
    }

    [Fact]
    public void Two_falls_in_a_row_are_no_decline_yet()
    {
        Assert.Null(HealthDrops.Decline(Signals.Of(Some.KnownAccount().WithWeeklyHealth(80, 79, 78), Some.Now).Health));
        Assert.Equal(
            3,
            HealthDrops
                .Decline(Signals.Of(Some.KnownAccount().WithWeeklyHealth(80, 79, 78, 77), Some.Now).Health)!
                .Value.Falls
        );
    }
}
