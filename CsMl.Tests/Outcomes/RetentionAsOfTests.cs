using CsMl.Core.Accounts;
using CsMl.Core.Predictions.Settlements;
using static CsMl.Tests.Outcomes.Settling;

namespace CsMl.Tests.Outcomes;

/// <summary>Which recorded departure and renewal of an account are in force at an instant.</summary>
public sealed class RetentionAsOfTests
{
    private static readonly DateTimeOffset Left = Some.DaysAgo(50);
    private static readonly DateTimeOffset Back = Some.DaysAgo(20);
    private static readonly DateTimeOffset Until = Some.Now.AddDays(300);

    [Fact]
    public void A_renewal_after_the_departure_stands_beside_it_with_its_end()
    {
        Outcome[] written = [Renewed(Back, Until), Happened(OutcomeKind.Churned, Left)];

        Assert.Equal(new RetentionOutcomes(Left, Back, Until), Outcome.RetentionAsOf(written, Some.Now));
    }

    [Fact]
    public void A_renewal_before_the_departure_is_void()
    {
        Outcome[] written = [Happened(OutcomeKind.Churned, Back), Renewed(Left, Until)];

        Assert.Equal(new RetentionOutcomes(Back), Outcome.RetentionAsOf(written, Some.Now));
    }

    [Fact]
    public void Of_several_renewals_the_latest_counts_with_its_own_end()
    {
        Outcome[] written = [Renewed(Back), Renewed(Left, Until)];

        Assert.Equal(new RetentionOutcomes(null, Back), Outcome.RetentionAsOf(written, Some.Now));
    }

    [Fact]
    public void What_happens_up_to_the_instant_counts_and_nothing_later()
    {
        Outcome[] one = [Happened(OutcomeKind.Churned, Left)];

        Assert.Equal(new RetentionOutcomes(Left), Outcome.RetentionAsOf(one, Left));
        Assert.Equal(RetentionOutcomes.None, Outcome.RetentionAsOf(one, Left - TimeSpan.FromTicks(1)));
    }

    [Theory]
    [InlineData(OutcomeKind.Churned, true)]
    [InlineData(OutcomeKind.Renewed, true)]
    [InlineData(OutcomeKind.Expanded, false)]
    [InlineData(OutcomeKind.Contracted, false)]
    public void What_was_only_seen_or_is_no_retention_does_not_count(OutcomeKind kind, bool isSeen) =>
        Assert.Equal(RetentionOutcomes.None, Outcome.RetentionAsOf([Happened(kind, Left, isSeen)], Some.Now));

    private static Outcome Renewed(DateTimeOffset at, DateTimeOffset? until = null) =>
        new(OutcomeKind.Renewed, at) { RenewedUntil = until };
}
