namespace CsMl.Local.Sample;

internal enum ContactSentiment
{
    Good,
    Mixed,
    Bad,
}
