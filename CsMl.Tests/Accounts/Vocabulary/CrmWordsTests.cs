using CsMl.Core.Accounts;
using CsMl.Core.Accounts.Vocabulary;

namespace CsMl.Tests.Accounts.Vocabulary;

/// <summary>Words for accounts, activities and tasks as CRMs send them.</summary>
public sealed class CrmWordsTests
{
    [Theory]
    [InlineData("Customer - Direct", AccountType.Customer)]
    [InlineData("Client", AccountType.Customer)]
    [InlineData("Bestandskunde", AccountType.Customer)]
    [InlineData("Former customer", AccountType.Churned)]
    [InlineData("Ehemaliger Kunde", AccountType.Churned)]
    [InlineData("Potential customer", AccountType.Prospect)]
    [InlineData("Lead", AccountType.Prospect)]
    [InlineData("Channel Partner / Reseller", AccountType.Partner)]
    [InlineData("Wettbewerber", AccountType.Competitor)]
    [InlineData("Not a customer", AccountType.Other)]
    [InlineData("Friend", null)]
    public void A_type_of_account(string word, AccountType? type) => Assert.Equal(type, AccountTypeWords.Of(word));

    [Theory]
    [InlineData("Done", ActivityStatus.Completed)]
    [InlineData("Held", ActivityStatus.Completed)]
    [InlineData("Erledigt", ActivityStatus.Completed)]
    [InlineData("No-show", ActivityStatus.NoShow)]
    [InlineData("Did not attend", ActivityStatus.NoShow)]
    [InlineData("No answer", ActivityStatus.NoShow)]
    [InlineData("Busy", ActivityStatus.NoShow)]
    [InlineData("Left voicemail", ActivityStatus.NoShow)]
    [InlineData("Left live message", ActivityStatus.NoShow)]
    [InlineData("Wrong number", ActivityStatus.NoShow)]
    [InlineData("Nicht erreicht", ActivityStatus.NoShow)]
    [InlineData("Connected", ActivityStatus.Completed)]
    [InlineData("Not started", ActivityStatus.Planned)]
    [InlineData("Abgesagt", ActivityStatus.Cancelled)]
    [InlineData("Canceled by client", ActivityStatus.Cancelled)]
    [InlineData("Rescheduled", ActivityStatus.Scheduled)]
    [InlineData("Blue", null)]
    public void A_status_of_an_activity(string word, ActivityStatus? status) =>
        Assert.Equal(status, ActivityWords.Status(word));

    [Theory]
    [InlineData("Closed Success", CtaStatus.Completed)]
    [InlineData("Erledigt", CtaStatus.Completed)]
    [InlineData("Closed - invalid", CtaStatus.Cancelled)]
    [InlineData("Work in progress", CtaStatus.InProgress)]
    [InlineData("Waiting on someone else", CtaStatus.InProgress)]
    [InlineData("Deferred", CtaStatus.Snoozed)]
    [InlineData("Not started", CtaStatus.Open)]
    [InlineData("Purple", null)]
    public void A_status_of_a_task(string word, CtaStatus? status) => Assert.Equal(status, CtaWords.Of(word));

    [Theory]
    [InlineData("NOTE", ActivityKind.Own)]
    [InlineData("Internal meeting", ActivityKind.Own)]
    [InlineData("To-Do", ActivityKind.Own)]
    [InlineData("Newsletter", ActivityKind.Own)]
    [InlineData("Left voicemail", ActivityKind.Own)]
    [InlineData("Notiz", ActivityKind.Own)]
    [InlineData("Wiedervorlage", ActivityKind.Own)]
    [InlineData("meeting", ActivityKind.Meeting)]
    [InlineData("phonecall", ActivityKind.Meeting)]
    [InlineData("Video call", ActivityKind.Meeting)]
    [InlineData("QBR", ActivityKind.Meeting)]
    [InlineData("Telefonat", ActivityKind.Meeting)]
    [InlineData("Email", ActivityKind.Contact)]
    [InlineData("LOGIN", ActivityKind.Contact)]
    [InlineData("Something else", ActivityKind.Contact)]
    public void A_kind_of_activity(string word, ActivityKind kind) => Assert.Equal(kind, ActivityWords.Kind(word));
}
