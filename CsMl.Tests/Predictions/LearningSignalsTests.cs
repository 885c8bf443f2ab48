using CsMl.Core.Accounts;
using CsMl.Core.Predictions;

namespace CsMl.Tests.Predictions;

public sealed class LearningSignalsTests
{
    [Fact]
    public void Each_is_a_logarithm_of_days_on_a_fixed_scale()
    {
        // Active on ten days of the last 90, on four more of the year up to the last contact, and on one before.
        var facts = Some.Account().WithContacts(10, 20, 30, 40, 50, 60, 70, 80, 85, 89, 100, 200, 300, 370, 380) with
        {
            CreatedAt = Some.DaysAgo(730),
        };

        var signals = SignalsOf(facts);

        Assert.Equal((Math.Log(11) - Math.Log(31)) / 1.2, signals.Since, 12);
        Assert.Equal((Math.Log(11) - Math.Log(4)) / 0.9, signals.Recent, 12);
        Assert.Equal((Math.Log(15) - Math.Log(9)) / 0.9, signals.Active, 12);
        Assert.Equal(Math.Log(731) - Math.Log(366), signals.Tenure, 12);
    }

    [Fact]
    public void An_ordinary_account_has_none()
    {
        var facts = Some.Account().WithContacts(30, 60, 80, 120, 160, 200, 240, 280) with
        {
            CreatedAt = Some.DaysAgo(365),
        };

        Assert.Equal(default, SignalsOf(facts));
    }

    [Fact]
    public void What_is_unknown_is_none() => Assert.Equal(default, SignalsOf(Some.Account()));

    [Fact]
    public void Without_a_contact_that_took_place_silence_counts_from_the_creation()
    {
        var facts = Some.Account().With(Some.Activity(5, status: ActivityStatus.Cancelled)) with
        {
            CreatedAt = Some.DaysAgo(100),
        };

        var signals = SignalsOf(facts);

        Assert.Equal((Math.Log(101) - Math.Log(31)) / 1.2, signals.Since, 12);
        Assert.Equal(-Math.Log(4) / 0.9, signals.Recent, 12);
        Assert.Equal(-Math.Log(9) / 0.9, signals.Active, 12);
    }

    [Fact]
    public void An_account_that_is_created_later_is_new() =>
        Assert.Equal(-Math.Log(366), SignalsOf(Some.Account() with { CreatedAt = Some.DaysAgo(-3) }).Tenure, 12);

    [Fact]
    public void An_excused_silence_is_no_trouble()
    {
        var paused = Some.Account().WithContacts(100, 110, 120) with
        {
            Subscription = new Subscription(null, null, null, null, null, null, "paused"),
        };

        Assert.Equal((0, 0), (SignalsOf(paused).Since, SignalsOf(paused).Recent));
        Assert.True(SignalsOf(paused with { Subscription = null }).Since > 0.9);
        Assert.True(SignalsOf(paused with { Subscription = null }).Recent < -1);
    }

    private static LearningSignals SignalsOf(AccountFacts facts) => LearningSignals.Of(Signals.Of(facts, Some.Now));
}
