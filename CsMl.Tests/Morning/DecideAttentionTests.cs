using CsMl.Core.Accounts;
using CsMl.Core.Morning;

namespace CsMl.Tests.Morning;

/// <summary>Who needs somebody today, on Wednesday 4 March 2026 unless a case says otherwise.</summary>
public sealed class DecideAttentionTests
{
    private static readonly TimeSpan Cooldown = TimeSpan.FromDays(7);

    [Fact]
    public void An_account_at_risk_that_nobody_is_on_needs_somebody_today() => Assert.Equal(Attention.Today, Of());

    [Theory]
    [InlineData(-3, Attention.Today)]
    [InlineData(0, Attention.Today)]
    [InlineData(1, Attention.Today)]
    [InlineData(2, Attention.Later)]
    public void An_open_CTA_asks_for_somebody_by_the_end_of_the_next_working_day(int dueInDays, Attention expected) =>
        Assert.Equal(expected, Of(Cta(CtaStatus.Open, dueInDays)));

    [Fact]
    public void A_CTA_without_a_date_cannot_wait() =>
        Assert.Equal(Attention.Today, Of(Cta(CtaStatus.InProgress, null)));

    [Fact]
    public void The_CTA_that_is_due_first_decides() =>
        Assert.Equal(Attention.Today, Of(Cta(CtaStatus.Open, 20), Cta(CtaStatus.InProgress, 1)));

    [Fact]
    public void A_snoozed_one_waits_and_another_that_is_awake_does_not()
    {
        Assert.Equal(Attention.Waiting, Of(Cta(CtaStatus.Snoozed, 0)));
        Assert.Equal(Attention.Later, Of(Cta(CtaStatus.Snoozed, 0), Cta(CtaStatus.Open, 9)));
    }

    [Theory]
    [InlineData(6.9, Attention.Done)]
    [InlineData(7.1, Attention.Today)]
    public void What_was_completed_is_left_alone_until_the_cooldown_is_over(double daysAgo, Attention expected) =>
        Assert.Equal(expected, Of(Cta(CtaStatus.Completed, 0) with { CompletedAt = Some.DaysAgo(daysAgo) }));

    [Fact]
    public void A_cancelled_CTA_is_nobody_who_calls() => Assert.Equal(Attention.Today, Of(Cta(CtaStatus.Cancelled, 0)));

    [Theory]
    [InlineData("2026-03-04", "2026-03-06")]
    [InlineData("2026-03-05", "2026-03-07")]
    [InlineData("2026-03-06", "2026-03-10")]
    [InlineData("2026-03-07", "2026-03-10")]
    [InlineData("2026-03-08", "2026-03-10")]
    public void On_a_Friday_the_next_working_day_is_Monday(string day, string end)
    {
        var late = DateTimeOffset.Parse(day + "T23:59:59Z", System.Globalization.CultureInfo.InvariantCulture);

        Assert.Equal(
            DateTimeOffset.Parse(end + "T00:00:00Z", System.Globalization.CultureInfo.InvariantCulture),
            DecideAttention.EndOfNextWorkingDay(late)
        );
    }

    private static Attention Of(params Cta[] ctas) => DecideAttention.Of(ctas, Some.Now, Cooldown);

    private static Cta Cta(CtaStatus status, int? dueInDays) =>
        new()
        {
            Id = "1",
            AccountId = "acme",
            Title = "Call",
            Status = status,
            DueDate = dueInDays is { } days ? Some.Now.AddDays(days) : null,
        };
}
