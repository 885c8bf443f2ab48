namespace CsMl.Core.Predictions.Explanations;

/// <summary>
/// Rounds numbers to whole ones that add up to what is told of their sum, by largest remainders (Hamilton's method): each
/// is the whole number below or above, and none changes its sign.
/// </summary>
internal static class RoundToSum
{
    public static IReadOnlyList<int> Of(IReadOnlyList<double> values, int sum)
    {
        var whole = values.Select(v => (int)Math.Floor(v)).ToArray();
        var missing = sum - whole.Sum();
        var largestFirst = Enumerable
            .Range(0, whole.Length)
            .OrderByDescending(i => values[i] - Math.Floor(values[i]))
            .ToList();
        for (var i = 0; i < Math.Min(missing, whole.Length); i++)
        {
            whole[largestFirst[i]]++;
        }

        // The sum as it is told may be one less than that of the values.
        if (missing < 0 && whole.Length > 0)
        {
            whole[Array.IndexOf(whole, whole.Max())] += missing;
        }

        return whole;
    }
}
