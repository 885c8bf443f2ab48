namespace CsMl.Local.Sample;

/// <summary>Draws random values from the ranges of the scenarios.</summary>
internal static class SampleRandom
{
    public static int Draw(this Random random, Range range) => random.Next(range.Least, range.Most + 1);

    public static T Pick<T>(this Random random, T[] from) => from[random.Next(from.Length)];
}
