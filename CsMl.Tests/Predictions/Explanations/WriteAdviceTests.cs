using CsMl.Core.Accounts;
using CsMl.Core.Predictions;
using CsMl.Core.Predictions.Explanations;

namespace CsMl.Tests.Predictions.Explanations;

/// <summary>What takes the place of each placeholder of an advice, and which of several things it is.</summary>
public sealed class WriteAdviceTests
{
    private static readonly Contact Kim = new("Kim Berg", "CEO", Some.DaysAgo(3));

    [Theory]
    [InlineData("{main} is to be called by {by}", "Kim Berg, CEO, is to be called by 3 April 2026")]
    [InlineData("By {by} call {main}", "By 3 April 2026 call Kim Berg, CEO")]
    [InlineData("By {by} call {main}: soon", "By 3 April 2026 call Kim Berg, CEO: soon")]
    [InlineData("Call", "Call (by 3 April 2026)")]
    public void A_placeholder_may_stand_anywhere(string action, string filled) =>
        Assert.Equal(filled, Fill(Some.KnownAccount().With(Kim), action));

    [Fact]
    public void Of_CTAs_that_are_equally_overdue_the_first_by_title_is_named_and_of_others_the_longest_overdue()
    {
        var account = Some.KnownAccount().With(Overdue("Review", 5), Overdue("Audit", 5), Overdue("Zero", 4));

        Assert.StartsWith("the overdue CTA 'Audit' and 2 others", Fill(account, "{task}"), StringComparison.Ordinal);
        Assert.StartsWith(
            "the overdue CTA 'Zulu' and 3 others",
            Fill(account.With(Overdue("Zulu", 6)), "{task}"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void The_largest_deal_is_named_and_of_equal_ones_the_first_by_name()
    {
        var account = Some.KnownAccount().With(Deal("Seats", 100), Deal("Modules", 100), Deal("Archive", null));

        Assert.StartsWith("the opportunity 'Modules' and 2 others", Fill(account, "{deal}"), StringComparison.Ordinal);
        Assert.StartsWith(
            "the opportunity 'Storage' and 3 others",
            Fill(account.With(Deal("Storage", 101)), "{deal}"),
            StringComparison.Ordinal
        );
    }

    private static string Fill(AccountFacts facts, string action) =>
        new WriteAdvice(Signals.Of(facts, Some.Now), RiskCategory.Low).Fill(action, RiskCategory.Low);

    private static Cta Overdue(string title, double days) => Some.Cta(days) with { Title = title };

    private static Opportunity Deal(string name, decimal? amount) =>
        Some.Opportunity(amount: amount) with
        {
            Name = name,
        };
}
