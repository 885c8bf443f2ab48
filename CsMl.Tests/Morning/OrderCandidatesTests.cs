using CsMl.Core.Accounts;
using CsMl.Core.Morning;
using CsMl.Core.Predictions;
using CsMl.Core.Requests;
using CsMl.Core.Storage;

namespace CsMl.Tests.Morning;

/// <summary>In what order accounts at risk are shown: chance × revenue × nearness of the renewal.</summary>
public sealed class OrderCandidatesTests
{
    [Fact]
    public void More_revenue_a_higher_chance_and_a_nearer_renewal_each_come_first()
    {
        Assert.Equal("b a", Order(At("a", 0.7, 100), At("b", 0.7, 200)));
        Assert.Equal("b a", Order(At("a", 0.7, 100), At("b", 0.8, 100)));
        Assert.Equal("b a", Order(At("a", 0.7, 100, renewalInDays: 100), At("b", 0.7, 100, renewalInDays: 10)));
    }

    [Fact]
    public void A_renewal_in_90_days_counts_half_as_much_as_one_today_and_one_that_is_overdue_as_one_today()
    {
        Assert.Equal("b a", Order(At("a", 0.7, 199, renewalInDays: 90), At("b", 0.7, 100, renewalInDays: 0)));
        Assert.Equal("a b", Order(At("a", 0.7, 201, renewalInDays: 90), At("b", 0.7, 100, renewalInDays: 0)));
        Assert.Equal("a b", Order(At("a", 0.7, 101, renewalInDays: -30), At("b", 0.7, 100, renewalInDays: 0)));
        Assert.Equal("a b", Order(At("a", 0.7, 101), At("b", 0.7, 100, renewalInDays: 90)));
    }

    [Fact]
    public void A_renewal_that_passed_long_ago_counts_as_an_unknown_one()
    {
        Assert.Equal("a b", Order(At("b", 0.7, 100, renewalInDays: -91), At("a", 0.7, 101)));
        Assert.Equal("b a", Order(At("b", 0.7, 100, renewalInDays: -90), At("a", 0.7, 101)));
    }

    [Fact]
    public void An_account_of_unknown_revenue_stands_among_the_others_by_its_chance() =>
        Assert.Equal(
            "a x b c y",
            Order(At("b", 0.9, 100), At("a", 0.9, 150), At("c", 0.9, 80), At("x", 0.95, null), At("y", 0.6, null))
        );

    [Fact]
    public void Amounts_of_different_currencies_are_not_compared_as_numbers() =>
        Assert.Equal(
            "e1 j1 e2 j2",
            Order(
                At("e1", 0.8, 20_000, currency: "EUR"),
                At("e2", 0.8, 10_000, currency: "EUR"),
                At("j1", 0.79, 3_000_000, currency: "JPY"),
                At("j2", 0.79, 1_500_000, currency: "JPY")
            )
        );

    [Fact]
    public void What_pays_nothing_comes_last() => Assert.Equal("a z", Order(At("z", 0.9, 0), At("a", 0.6, 1)));

    [Fact]
    public void Neither_what_was_paid_back_nor_an_absurd_amount_is_an_error()
    {
        Assert.Equal("a z", Order(At("z", 0.9, -500, currency: "CHF"), At("a", 0.6, 1)));
        Assert.Equal("b a", Order(At("a", 0.9, 1e-28m), At("b", 0.6, 1e15m)));
    }

    [Fact]
    public void Equal_ones_keep_one_order() =>
        Assert.Equal("a b c", Order(At("c", 0.7, 5), At("a", 0.7, 5), At("b", 0.7, 5)));

    private static string Order(params Candidate[] candidates) =>
        string.Join(' ', OrderCandidates.Of(candidates, Some.Now).Select(c => c.Risk.Account.Id));

    private static Candidate At(
        string id,
        double probability,
        decimal? revenue,
        int? renewalInDays = null,
        string? currency = "EUR"
    )
    {
        var prediction = new PredictionSummary("p", probability, 0.6, RiskCategory.High, [], "", Some.Now);
        var row = new RiskRow(
            new AccountSummary(id, id, AccountType.Customer, 50),
            prediction,
            Some.Now.AddDays(30),
            true,
            renewalInDays is { } days ? Some.Now.AddDays(days) : null
        );
        return new Candidate(new RankedRisk(row, ""), new AccountTerms(null, revenue, currency), [], Attention.Today);
    }
}
