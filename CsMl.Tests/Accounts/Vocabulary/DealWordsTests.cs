using CsMl.Core.Accounts;
using CsMl.Core.Accounts.Vocabulary;
using static CsMl.Core.Accounts.OpportunityStatus;

namespace CsMl.Tests.Accounts.Vocabulary;

/// <summary>Stages and statuses of deals as CRMs send them.</summary>
public sealed class DealWordsTests
{
    [Theory]
    [InlineData("Closed Won", Won)]
    [InlineData("closedwon", Won)]
    [InlineData("ClosedWon", Won)]
    [InlineData("6 - Closed/Won", Won)]
    [InlineData("closed won renewal", Won)]
    [InlineData("Win", Won)]
    [InlineData("Gewonnen", Won)]
    [InlineData("Closed Lost", Lost)]
    [InlineData("closedlost", Lost)]
    [InlineData("CLOSED_LOST", Lost)]
    [InlineData("Lost (won by a competitor)", Lost)]
    [InlineData("No decision", Lost)]
    [InlineData("Verloren", Lost)]
    [InlineData("Closed", Closed)]
    [InlineData("Closed - not won", Lost)]
    [InlineData("Abgeschlossen", Closed)]
    [InlineData("Not closed", Open)]
    [InlineData("Closing", Open)]
    [InlineData("Negotiation/Review", Open)]
    [InlineData("contractsent", Open)]
    [InlineData("Contract sent", Open)]
    [InlineData("qualifiedtobuy", Open)]
    [InlineData("Value Proposition", Open)]
    [InlineData("Angebot", Open)]
    [InlineData("Phase B", null)]
    [InlineData(null, null)]
    public void A_stage_means(string? stage, OpportunityStatus? status) => Assert.Equal(status, DealWords.Of(stage));
}
