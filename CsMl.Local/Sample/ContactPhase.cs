namespace CsMl.Local.Sample;

/// <summary>A time in which the account was in touch at one rate and in one mood.</summary>
/// <param name="EveryDays">Days between two contacts, on average.</param>
internal sealed record ContactPhase(
    int FromDaysAgo,
    int ToDaysAgo,
    double EveryDays,
    ContactSentiment Mood = ContactSentiment.Good
);
