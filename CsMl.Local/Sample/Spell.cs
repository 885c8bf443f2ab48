namespace CsMl.Local.Sample;

/// <summary>A time in which the account was in touch at one rate and in one mood.</summary>
/// <param name="EveryDays">Days between two contacts, on average.</param>
internal sealed record Spell(int FromDaysAgo, int ToDaysAgo, double EveryDays, Mood Mood = Mood.Good);
