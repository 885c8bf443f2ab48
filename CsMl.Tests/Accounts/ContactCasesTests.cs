using CsMl.Core.Accounts;
using CsMl.Core.Predictions;
using CsMl.Core.Predictions.Rules;

namespace CsMl.Tests.Accounts;

/// <summary>What counts as a contact, and what a silence after it means.</summary>
public sealed class ContactCasesTests
{
    [Theory]
    [InlineData("EMAIL 5", 5, 1)]
    [InlineData("EMAIL 5, NOTE 1", 5, 1)] // We wrote the note ourselves.
    [InlineData("EMAIL 120, TASK 2, NOTE 9", 120, 1)]
    [InlineData("CALL 40, INTERNAL 3", 40, 1)]
    [InlineData("CALL 40, Internal_meeting 3", 40, 1)]
    [InlineData("CALL 40, To-Do 3, Reminder 2", 40, 1)]
    [InlineData("CALL 40, Newsletter 3", 40, 1)]
    [InlineData("CALL 40, Voicemail 3", 40, 1)]
    [InlineData("CALL 40, Notiz 3, Aufgabe 1", 40, 1)]
    [InlineData("CALL 40, Webinar 3", 3, 2)] // Kinds that nobody knows are contacts.
    [InlineData("CALL 40, LOGIN 3", 3, 2)]
    [InlineData("NOTE 1, TASK 2", null, null)] // Nothing is known of contacts.
    [InlineData("EMAIL 10 9 8 7", 7, 1)] // Four days of e-mails are one visit.
    [InlineData("EMAIL 30 28 10 9 8", 8, 2)]
    [InlineData("EMAIL 14 10", 10, 2)]
    [InlineData("EMAIL 13 10", 10, 1)]
    [InlineData("EMAIL 60..0/1", 0, 16)] // Daily contact is a visit every four days.
    [InlineData("MEETING 1000 800 600 400 200 10", 10, 6)] // Where contacts are few, several years count.
    [InlineData("MEETING 3000 10", 10, 1)] // Five years at most.
    [InlineData("MEETING 1500..1000/100, EMAIL 300..0/20", 0, 16)] // Where they are many, one year.
    public void Contacts_and_visits(string contacts, int? daysSinceLast, int? visits)
    {
        var engagement = Engagement.Of(ContactCases.Account(contacts), Some.Now);

        Assert.Equal(daysSinceLast, engagement.DaysSinceLast);
        Assert.Equal(visits, engagement.IsRecorded ? engagement.Contacts + 1 : null);
    }

    [Theory]
    // Fresh contact is no reproach, however little there was before.
    [InlineData("EMAIL 3", null, "nothing")]
    [InlineData("EMAIL 3 400", null, "nothing")]
    [InlineData("MEETING 0", null, "nothing")]
    [InlineData("EMAIL 6 250 700", null, "nothing")]
    // Regular accounts are judged by their own gaps.
    [InlineData("MEETING 21..0/7", null, "reassures")]
    [InlineData("MEETING 24..3/7", null, "reassures")]
    [InlineData("MEETING 100 282 465 647", null, "reassures")]
    [InlineData("MEETING 180 362 545 727", null, "reassures")]
    [InlineData("MEETING 400 582 765 947", null, "alarms")]
    [InlineData("MEETING 80 170 260 350", null, "reassures")]
    [InlineData("MEETING 200 290 380 470", null, "alarms")]
    [InlineData("EMAIL 210..30/30", null, "reassures")]
    [InlineData("EMAIL 280..100/30", null, "alarms")]
    [InlineData("CALL 210..14/7", null, "reassures")]
    [InlineData("CALL 210..21/7", null, "reassures")]
    [InlineData("CALL 210..35/7", null, "blames")]
    [InlineData("CALL 210..49/7", null, "alarms")]
    [InlineData("CALL 12 45 70 105", null, "reassures")]
    // A gap within the usual ones is not blamed where they are irregular either.
    [InlineData("EMAIL 90 140 300", null, "nothing")]
    [InlineData("EMAIL 60 65 300", null, "nothing")]
    // Silence that nothing explains.
    [InlineData("EMAIL 200", null, "alarms")]
    [InlineData("EMAIL 60 70 90 95", null, "blames")]
    [InlineData("EMAIL 150 160 180 185", null, "alarms")]
    [InlineData("EMAIL 90, NOTE 1", null, "alarms")]
    // A pause is a pause.
    [InlineData("EMAIL 150 160 180 185", "paused", "nothing")]
    [InlineData("CALL 210..49/7", "Status: Paused", "nothing")]
    [InlineData("CALL 210..49/7", "past_due", "alarms")]
    [InlineData("CALL 210..49/7", "active", "alarms")]
    // A season that was quiet in both years before: monthly calls, none in the 110 days now, one and two years ago.
    [InlineData("CALL 320..100/30 700..465/30 1050..830/30", null, "nothing")]
    [InlineData("CALL 310..90/30 690..455/30 1050..830/30", null, "nothing")]
    [InlineData("CALL 1040..110/30", null, "alarms")]
    [InlineData("CALL 320..100/30 700..465/30", null, "alarms")]
    [InlineData("CALL 370..150/30 750..515/30 1100..880/30", null, "alarms")]
    public void A_silence_means(string contacts, string? subscription, string meaning)
    {
        var signals = Signals.Of(ContactCases.Account(contacts, subscription), Some.Now);

        var logOdds = SilenceAgainstRhythm.Rule.Evaluate(signals)!.LogOdds;

        Assert.Equal(
            meaning,
            logOdds switch
            {
                < 0 => "reassures",
                0 => "nothing",
                <= 1.5 => "blames",
                _ => "alarms",
            }
        );
    }

    [Theory]
    [InlineData("MEETING 100 282 465 647", null, "Last activity 100 days ago, as usual: one every 182 days on average")]
    [InlineData("EMAIL 60..0/1", null, "Last activity less than a day ago, as usual: one every few days on average")]
    [InlineData("EMAIL 100..40/1", null, "Last activity 40 days ago; before that every few days on average")]
    [InlineData("EMAIL 90", null, "Last activity 90 days ago, the only one on record")]
    [InlineData("EMAIL 90 400", null, "Last activity 90 days ago, the later of only two on record")]
    [InlineData("EMAIL 90", "paused", "Last activity 90 days ago, while the subscription is paused")]
    [InlineData(
        "CALL 320..100/30 700..465/30 1050..830/30",
        null,
        "Last activity 110 days ago; the two years before were as quiet at this time"
    )]
    public void A_silence_in_words(string contacts, string? subscription, string sentence)
    {
        var signals = Signals.Of(ContactCases.Account(contacts, subscription), Some.Now);

        Assert.Equal(sentence, SilenceAgainstRhythm.Rule.Evaluate(signals)!.Sentence);
    }

    [Theory]
    [InlineData("MEETING 60", null, "No meeting, call or demo in 60 days")]
    [InlineData("MEETING 60 150 240, EMAIL 5", null, null)] // One a quarter is usual for it.
    [InlineData(
        "MEETING 120 210 300, EMAIL 5",
        null,
        "No meeting, call or demo in 120 days; before that every 90 days on average"
    )]
    [InlineData("MEETING 60 61 62, EMAIL 5", null, "No meeting, call or demo in 60 days")]
    [InlineData("Telefonat 60", null, "No meeting, call or demo in 60 days")]
    [InlineData("MEETING 60", "on pause", null)]
    [InlineData("EMAIL 60", null, null)]
    public void Meetings_that_lapse(string contacts, string? subscription, string? sentence)
    {
        var signals = Signals.Of(ContactCases.Account(contacts, subscription), Some.Now);

        Assert.Equal(sentence, NoMeetings.Rule.Evaluate(signals)?.Sentence);
    }

    [Theory]
    [InlineData("EMAIL 400 170..100/10 60", null, true)]
    [InlineData("EMAIL 200 100 5", null, false)] // One day more or less is no change.
    [InlineData("EMAIL 400 170..100/10 60", "paused", false)]
    [InlineData("EMAIL 200 60..0/10", null, true)]
    [InlineData("EMAIL 200 150 120, NOTE 60..0/5", null, true)]
    public void A_change_of_engagement(string contacts, string? subscription, bool isNamed)
    {
        var signals = Signals.Of(ContactCases.Account(contacts, subscription), Some.Now);

        Assert.Equal(isNamed, EngagementChange.Rule.Evaluate(signals) is not null);
    }

    [Fact]
    public void A_note_keeps_its_sentiment_though_it_is_no_contact()
    {
        var facts = Some.Account().With(Some.Activity(2, "NOTE", sentiment: Sentiment.Negative));

        var engagement = Engagement.Of(facts, Some.Now);

        Assert.Equal((false, 1), (engagement.IsRecorded, engagement.Negative));
    }

    [Fact]
    public void An_account_in_its_quiet_season_is_not_critical()
    {
        var quiet = ContactCases.Account("CALL 320..100/30 700..465/30 1050..830/30");
        var strange = ContactCases.Account("CALL 1040..110/30");

        Assert.Equal(RiskCategory.Low, Some.PredictChurn(quiet).RiskCategory);
        Assert.InRange(Some.PredictChurn(strange).Probability, 0.6, 1);
    }
}
