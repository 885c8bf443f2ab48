using System.Diagnostics;

namespace CsMl.Tests;

/// <summary>How long one act takes beside another. A busy machine slows both, so it changes the ratio little.</summary>
internal static class RelativeTime
{
    private const int Rounds = 10;

    /// <summary>
    /// Measures both in turns, at most ten times, and stops as soon as the shortest time of <paramref name="act"/> is at
    /// most <paramref name="bound"/> times the shortest of <paramref name="reference"/>.
    /// </summary>
    /// <returns>The ratio of the two shortest times.</returns>
    public static async Task<double> RatioAsync(Func<Task> act, Func<Task> reference, double bound)
    {
        var ratio = double.PositiveInfinity;
        var (shortest, shortestReference) = (TimeSpan.MaxValue, TimeSpan.MaxValue);
        for (var round = 0; round < Rounds && ratio > bound; round++)
        {
            shortestReference = Min(shortestReference, await TimeAsync(reference));
            shortest = Min(shortest, await TimeAsync(act));
            ratio = shortest / shortestReference;
        }

        return ratio;
    }

    public static double Ratio(Action act, Action reference, double bound) =>
        RatioAsync(Completed(act), Completed(reference), bound).GetAwaiter().GetResult();

    private static Func<Task> Completed(Action act) =>
        () =>
        {
            act();
            return Task.CompletedTask;
        };

    private static async Task<TimeSpan> TimeAsync(Func<Task> act)
    {
        var start = Stopwatch.GetTimestamp();
        await act();
        return Stopwatch.GetElapsedTime(start);
    }

    private static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
