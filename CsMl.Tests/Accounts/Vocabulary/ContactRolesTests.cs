using CsMl.Core.Accounts.Vocabulary;

namespace CsMl.Tests.Accounts.Vocabulary;

public sealed class ContactRolesTests
{
    [Theory]
    [InlineData("CEO", true)]
    [InlineData("CEO & Product Owner", true)]
    [InlineData("Owner", true)]
    [InlineData("Executive Sponsor", true)]
    [InlineData("Chief Financial Officer", true)]
    [InlineData("VP of Customer Success", true)]
    [InlineData("Head of IT", true)]
    [InlineData("Executive Director", true)]
    [InlineData("Member of the Executive Board", true)]
    [InlineData("Geschäftsführer", true)]
    [InlineData("Geschaeftsfuehrerin", true)]
    [InlineData("Mitglied der Geschäftsleitung", true)]
    [InlineData("Vorstand Finanzen", true)]
    [InlineData("Inhaber", true)]
    [InlineData("Bereichsleiterin Einkauf", true)]
    [InlineData("Assistant to the CEO", false)]
    [InlineData("CEO's assistant", false)]
    [InlineData("Executive Assistant", false)]
    [InlineData("EA to CFO", false)]
    [InlineData("Personal Assistant, Office of the President", false)]
    [InlineData("Advisor to the Board Chair", false)]
    [InlineData("Product Owner", false)]
    [InlineData("Senior Product Owner", false)]
    [InlineData("Process owner", false)]
    [InlineData("Account Executive", false)]
    [InlineData("Sales Executive", false)]
    [InlineData("Assistentin der Geschäftsführung", false)]
    [InlineData("Vorstandsassistent", false)]
    [InlineData("Sekretärin des Vorstands", false)]
    [InlineData("Teamleiter Support", false)]
    [InlineData("Sponsorship manager", false)]
    [InlineData("Directory services", false)]
    public void A_role_is_senior_by_what_it_means(string role, bool isSenior) =>
        Assert.Equal(isSenior, ContactRoles.IsSenior(role));
}
