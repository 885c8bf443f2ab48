namespace CsMl.Local.Sample;

/// <summary>How stories draw from what they leave open.</summary>
internal static class SampleRandom
{
    public static int Draw(this Random random, Range range) => random.Next(range.Least, range.Most + 1);

    public static T Pick<T>(this Random random, T[] from) => from[random.Next(from.Length)];
}
