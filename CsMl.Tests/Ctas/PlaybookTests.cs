using CsMl.Core.Accounts;
using CsMl.Core.Ctas;

namespace CsMl.Tests.Ctas;

/// <summary>Which playbook a CTA gets, and the tasks that follow.</summary>
public sealed class PlaybookTests
{
    [Fact]
    public void One_of_the_type_comes_first_then_the_most_used_then_the_oldest()
    {
        Playbook[] all =
        [
            Book("d", null, used: 90),
            Book("b", CtaType.Risk, used: 5),
            Book("a", CtaType.Risk, used: 5),
            Book("c", CtaType.Risk, used: 4),
            Book("e", CtaType.Opportunity, used: 99),
            Book("f", CtaType.Risk, used: 99) with
            {
                Status = PlaybookStatus.Draft,
            },
        ];

        Assert.Equal("a", Playbook.BestFor(CtaType.Risk, all)?.Id);
        Assert.Equal("b", Playbook.BestFor(CtaType.Risk, [.. all.Where(book => book.Id != "a")])?.Id);
        Assert.Equal("d", Playbook.BestFor(CtaType.Lifecycle, all)?.Id);
        Assert.Null(Playbook.BestFor(CtaType.Lifecycle, all[1..]));
    }

    [Fact]
    public void A_task_is_the_owners_where_the_playbook_says_so()
    {
        var book = Book("a", null, 0) with { Tasks = [new("Call", 2, true), new("Write", 0, false)] };

        Assert.Equal(
            [new CtaTask("Call", Some.Now.AddDays(2), "kim"), new CtaTask("Write", Some.Now, null)],
            book.TasksFor("kim", Some.Now)
        );
    }

    [Theory]
    [InlineData(1, true, true)]
    [InlineData(0, true, false)]
    [InlineData(1, false, false)]
    public void The_night_makes_CTAs_where_that_is_on_and_more_than_none_are_allowed(int most, bool isOn, bool makes) =>
        Assert.Equal(
            makes,
            new CtaOptions { MaxPerNight = most, AutoGenerateNightly = isOn }
                .Of("acme")
                .MakesAtNight
        );

    private static Playbook Book(string id, CtaType? type, int used) =>
        new()
        {
            Id = id,
            Name = id,
            CtaType = type,
            TimesUsed = used,
        };
}
