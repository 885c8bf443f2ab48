using CsMl.Core.Accounts.Vocabulary;
using static CsMl.Core.Accounts.Vocabulary.TicketState;

namespace CsMl.Tests.Accounts.Vocabulary;

/// <summary>Statuses and priorities as help desks send them.</summary>
public sealed class TicketWordsTests
{
    [Theory]
    [InlineData("Solved - no reply", Closed)]
    [InlineData("3 - Solved", Closed)]
    [InlineData("Won't fix", Closed)]
    [InlineData("Won’t Fix", Closed)]
    [InlineData("WONTFIX", Closed)]
    [InlineData("Closed by agent", Closed)]
    [InlineData("auto-closed", Closed)]
    [InlineData("Status: Resolved", Closed)]
    [InlineData("resolved (duplicate)", Closed)]
    [InlineData("Problem Solved", Closed)]
    [InlineData("Information Provided", Closed)]
    [InlineData("Merged", Closed)]
    [InlineData("Erledigt", Closed)]
    [InlineData("Gelöst", Closed)]
    [InlineData("abgeschlossen", Closed)]
    [InlineData("open", Open)]
    [InlineData("New", Open)]
    [InlineData("Pending", Open)]
    [InlineData("On-hold", Open)]
    [InlineData("hold", Open)]
    [InlineData("Waiting on customer", Open)]
    [InlineData("Pending - Do not Close", Open)]
    [InlineData("Not closed", Open)]
    [InlineData("Not yet solved", Open)]
    [InlineData("Closed, reopened", Open)]
    [InlineData("Unresolved", Open)]
    [InlineData("Waiting for the fix to be completed", Open)]
    [InlineData("In Progress", Open)]
    [InlineData("inProgress", Open)]
    [InlineData("Incomplete", Open)]
    [InlineData("Offen", Open)]
    [InlineData("In Bearbeitung", Open)]
    [InlineData("Ungelöst", Open)]
    [InlineData("L2 bucket", Unknown)]
    [InlineData("x", Unknown)]
    [InlineData("", Unknown)]
    [InlineData(null, Unknown)]
    public void A_status_means(string? status, TicketState state) => Assert.Equal(state, TicketWords.Of(status));

    [Theory]
    [InlineData("HIGH", true)]
    [InlineData("1 - Critical", true)]
    [InlineData("P1 (urgent)", true)]
    [InlineData("Sev-1", true)]
    [InlineData("Priority: High", true)]
    [InlineData("Dringend", true)]
    [InlineData("not urgent", false)]
    [InlineData("Low (was high)", false)]
    [InlineData("P2", false)]
    [InlineData("Mittel", false)]
    [InlineData("1", null)]
    [InlineData("Gold", null)]
    [InlineData(null, null)]
    public void A_priority_means(string? priority, bool? isUrgent) =>
        Assert.Equal(isUrgent, TicketWords.Urgency(priority) is { } urgency ? urgency == TicketUrgency.Urgent : null);

    [Fact]
    public void A_ticket_of_an_unknown_state_is_not_open_and_one_without_a_state_is()
    {
        var facts = Some.Account().With(Some.Ticket(20, status: "L2 bucket"), Some.Ticket(10));

        var open = Core.Accounts.Signals.Of(facts, Some.Now).OpenTickets;

        Assert.Null(Assert.Single(open).Status);
    }
}
