namespace CsMl.Local.Sample;

internal enum Mood
{
    Good,
    Mixed,
    Bad,
}
