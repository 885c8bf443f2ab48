using CsMl.Core.Accounts;
using CsMl.Core.Predictions.Rules;

namespace CsMl.Tests.Accounts;

/// <summary>Who was in touch with an account, and when.</summary>
public sealed class EngagementTests
{
    /// <summary>Dates without a time are usual in a CRM, and then many contacts share an instant.</summary>
    [Fact]
    public void The_order_of_contacts_of_one_instant_does_not_matter()
    {
        var angry = Enumerable.Repeat(Some.Activity(5, sentiment: Sentiment.Negative), 8);
        var happy = Enumerable.Repeat(Some.Activity(5, sentiment: Sentiment.Positive), 8);

        PredictionText.AssertSame(
            Some.Predict(Some.Account().With([.. angry, .. happy])),
            Some.Predict(Some.Account().With([.. happy, .. angry]))
        );
    }

    [Theory]
    [InlineData(ActivityStatus.Planned)]
    [InlineData(ActivityStatus.Scheduled)]
    [InlineData(ActivityStatus.InProgress)]
    [InlineData(ActivityStatus.Cancelled)]
    [InlineData(ActivityStatus.NoShow)]
    public void What_did_not_take_place_is_silence_and_not_missing_data(ActivityStatus status)
    {
        var engagement = Engagement.Of(Some.Account().With(Some.Activity(10, "MEETING", status)), Some.Now);

        Assert.True(engagement.IsRecorded);
        Assert.Equal(1, engagement.NotHeld);
        Assert.Null(engagement.LastAt);
        Assert.Null(engagement.DaysSinceMeeting);
        Assert.Equal(0, engagement.Contacts);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(ActivityStatus.Completed)]
    public void A_completed_contact_and_one_that_says_nothing_of_it_count(ActivityStatus? status)
    {
        var engagement = Engagement.Of(Some.Account().With(Some.Activity(10, "MEETING", status)), Some.Now);

        Assert.Equal(10, engagement.DaysSinceLast);
        Assert.Equal(10, engagement.DaysSinceMeeting);
    }

    [Fact]
    public void A_cancelled_meeting_after_the_last_contact_does_not_end_the_silence()
    {
        var quiet = Some.Account().WithContacts(100, 90, 80);

        var finding = SilenceAgainstRhythm.Rule.Evaluate(
            Signals.Of(quiet.With(Some.Activity(2, "MEETING", ActivityStatus.Cancelled)), Some.Now)
        );

        Assert.Equal(SilenceAgainstRhythm.Rule.Evaluate(Signals.Of(quiet, Some.Now)), finding);
        Assert.StartsWith("Last activity 80 days ago", finding!.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void An_account_without_activities_is_no_silent_account()
    {
        Assert.False(Engagement.Of(Some.Account(), Some.Now).IsRecorded);
    }

    [Fact]
    public void Two_contacts_of_one_day_are_one_visit()
    {
        var engagement = Engagement.Of(Some.Account().WithContacts(20, 10, 9.99, 9.98), Some.Now);

        Assert.Equal((1, 10.02), (engagement.Contacts, Math.Round(engagement.LastDay, 2)));
    }

    [Fact]
    public void The_time_observed_begins_with_the_first_visit_which_is_no_return()
    {
        var facts = Some.Account().WithContacts(30, 20, 10);

        var unknownStart = Engagement.Of(facts, Some.Now);
        var earlierStart = Engagement.Of(facts with { CreatedAt = Some.DaysAgo(50) }, Some.Now);
        var longHistory = Engagement.Of(facts with { CreatedAt = Some.DaysAgo(5_000) }, Some.Now);

        Assert.Equal((2, 20, 30), (unknownStart.Contacts, unknownStart.LastDay, unknownStart.ObservedDays));
        Assert.Equal(unknownStart, earlierStart);
        Assert.Equal(unknownStart, longHistory);
    }

    [Fact]
    public void Waiting_never_drops_a_contact_from_the_rhythm()
    {
        var facts = Some.Account().WithContacts([.. Enumerable.Range(0, 12).Select(i => 30.0 * i)]);

        var now = Engagement.Of(facts, Some.Now);
        var later = Engagement.Of(facts, Some.Now.AddDays(500));

        Assert.Equal((now.Contacts, now.LastDay), (later.Contacts, later.LastDay));
        Assert.Equal(now.ObservedDays + 500, later.ObservedDays, 6);
    }

    [Theory]
    [InlineData("CEO", true)]
    [InlineData("ceo & founder", true)]
    [InlineData("Vice President, Sales", true)]
    [InlineData("VP/Engineering", true)]
    [InlineData("SVP Operations", true)]
    [InlineData("Executive Sponsor", true)]
    [InlineData("Managing Director", true)]
    [InlineData("Chief of Staff", true)]
    [InlineData("Co-Founder", true)]
    [InlineData("Project Coordinator", false)]
    [InlineData("Contractor", false)]
    [InlineData("Doctor", false)]
    [InlineData("MVP programme", false)]
    [InlineData("Admin", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void A_senior_person_is_known_by_a_word_of_the_role(string? role, bool isSenior)
    {
        var signals = Signals.Of(Some.Account().With(new Contact("Kim", role, Some.DaysAgo(50))), Some.Now);

        Assert.Equal(isSenior ? 50 : null, signals.DaysSinceExecutive);
    }

    [Fact]
    public void Of_senior_contacts_the_latest_counts()
    {
        var facts = Some.Account().With(Some.Executive(90), Some.Executive(20), Some.Executive(60));

        Assert.Equal(20, Signals.Of(facts, Some.Now).DaysSinceExecutive);
    }
}
