namespace CsMl.Core.Predictions.Explanations;

/// <summary>
/// Rounds numbers to integers with a given sum by largest remainders (Hamilton's method). Each result is the integer
/// just below or above the value, and no value changes its sign.
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

        // The given sum may be one less than the sum of the values, because it is rounded separately.
        if (missing < 0 && whole.Length > 0)
        {
            whole[Array.IndexOf(whole, whole.Max())] += missing;
        }

        return whole;
    }
}
