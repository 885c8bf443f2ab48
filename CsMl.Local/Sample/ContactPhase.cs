namespace CsMl.Local.Sample;

/// <summary>A period in which the account was in contact at one rate and with one sentiment.</summary>
/// <param name="EveryDays">Average number of days between two contacts.</param>
internal sealed record ContactPhase(
    int FromDaysAgo,
    int ToDaysAgo,
    double EveryDays,
    ContactSentiment Mood = ContactSentiment.Good
);
