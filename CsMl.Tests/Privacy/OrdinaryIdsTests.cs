using CsMl.Core.Accounts;
using CsMl.Core.Privacy;

namespace CsMl.Tests.Privacy;

/// <summary>Declared ids that are ordinary words or very short.</summary>
public sealed class OrdinaryIdsTests
{
    private static readonly AccountFacts Account = Some.KnownAccount()
        .With(new Ticket("late-order", Some.DaysAgo(4), null, null, null, null))
        .With(new Ticket("t-1", Some.DaysAgo(4), null, null, null, null))
        .With(new Ticket("7", Some.DaysAgo(4), null, null, null, null))
        .With(Some.Cta(1) with { Id = "cta-yy", OwnerId = "team-lead" }) with
    {
        AccountId = "price-list",
        OwnerId = "sales",
    };

    [Theory]
    [InlineData("account price-list was merged", "account [ID_1] was merged")]
    [InlineData("see Price-List or PRICE_LIST or price/list", "see [ID_1] or [ID_1] or [ID_1]")]
    [InlineData("late-order again", "[ID_1] again")]
    [InlineData("ask team-lead", "ask [ID_1]")]
    [InlineData("duplicate of t-1", "duplicate of [ID_1]")]
    [InlineData("ticket 7 and #7", "ticket [ID_1] and #[ID_1]")]
    [InlineData("assigned to sales", "assigned to [ID_1]")]
    public void An_id_is_not_told(string text, string told)
    {
        Assert.Equal(told, Pseudonyms.Of(Account).Hide(text));
    }

    [Theory]
    [InlineData("the price list is outdated")]
    [InlineData("a late order, a team lead and the sales people")]
    [InlineData("7 users in 7 teams")]
    public void Its_words_stay_where_they_are_no_id(string text)
    {
        Assert.Equal(text, Pseudonyms.Of(Account).Hide(text));
    }
}
