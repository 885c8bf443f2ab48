using CsMl.Core.Ctas;

namespace CsMl.Tests.Ctas;

public sealed class SimilarTitleTests
{
    [Theory]
    [InlineData("Call them", "CALL  THEM!")]
    [InlineData("Check-in with the sponsor", "Check in with the sponsor")]
    [InlineData("Checkins with sponsor", "Check-in with sponsors")]
    [InlineData("High churn risk: Renewal, Health score", "Critical churn risk: Health score, Renewal")]
    [InlineData("High churn risk: Health score", "churn risk - health score")]
    [InlineData("Follow up on invoice 4711", "Follow-up on invoice 4711")]
    [InlineData("Schedule executive business review", "Scheduel executive business review")]
    [InlineData("ÜBERFÄLLIGE RECHNUNG", "Überfällige Rechnung")]
    [InlineData("更新の準備", "更新の準備")]
    [InlineData("42", "42")]
    [InlineData("abcdef", "abcdeg")] // Four of five pairs: just alike.
    public void These_say_the_same(string a, string b)
    {
        Assert.True(SimilarTitle.Holds(a, b));
        Assert.True(SimilarTitle.Holds(b, a));
    }

    [Theory]
    [InlineData("High churn risk: Health score", "High churn risk: Unresolved tickets")]
    [InlineData("Follow up on invoice 4711", "Follow up on invoice 4712")]
    [InlineData("Prepare the renewal on 2026-05-01", "Prepare the renewal on 2027-05-01")]
    [InlineData("Prepare the renewal on 1 May 2026", "Prepare the renewal on 1 May 2027")]
    [InlineData("Prepare the renewal on 1 May 2026", "Prepare the renewal on 1 June 2026")]
    [InlineData("Call Kim", "Call Jo")]
    [InlineData("High churn risk: Renewal", "High chance of expansion: Renewal")]
    [InlineData("Schedule a review", "Cancel a review")]
    [InlineData("", "")]
    [InlineData("!!", "??")]
    [InlineData("High", "Low")]
    [InlineData("a", "b")]
    [InlineData("a", "abc")]
    [InlineData("abcde", "abcdf")]
    [InlineData("abab", "ababababab")] // A pair counts as often as both have it.
    [InlineData("\ud800", "\ud800x")]
    public void These_do_not(string a, string b)
    {
        Assert.False(SimilarTitle.Holds(a, b));
        Assert.False(SimilarTitle.Holds(b, a));
    }
}
