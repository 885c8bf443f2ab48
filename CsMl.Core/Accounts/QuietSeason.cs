namespace CsMl.Core.Accounts;

/// <summary>Recognizes a silence that repeats every year, such as that of a school in summer.</summary>
internal static class QuietSeason
{
    private const int Years = 2;

    /// <summary>Days by which the beginning of the season may differ from year to year.</summary>
    private const double BeginningDrift = 21;

    /// <summary>Days by which a silence may be longer than that of an earlier year.</summary>
    private const double EndDrift = 14;

    /// <summary>
    /// True if the silence since the last visit had its like in both years before. It stays true as the silence grows,
    /// up to the end of the season, so that a longer silence never looks better.
    /// </summary>
    /// <param name="visits">Oldest first.</param>
    public static bool Includes(List<DateTimeOffset> visits, DateTimeOffset asOf)
    {
        for (var year = 1; year <= Years; year++)
        {
            var began = visits[^1].AddYears(-year);
            var (from, to) = LongestGap(visits, began);
            if (
                asOf - visits[^1] > to - from + TimeSpan.FromDays(EndDrift)
                || asOf.AddYears(-year) > to.AddDays(EndDrift)
            )
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The longest gap that began about then; an empty one if there is none.</summary>
    private static (DateTimeOffset From, DateTimeOffset To) LongestGap(
        List<DateTimeOffset> visits,
        DateTimeOffset began
    )
    {
        var longest = (From: DateTimeOffset.MinValue, To: DateTimeOffset.MinValue);
        for (var i = 1; i < visits.Count; i++)
        {
            var (from, to) = (visits[i - 1], visits[i]);
            if (Math.Abs((from - began).TotalDays) <= BeginningDrift && to - from > longest.To - longest.From)
            {
                longest = (from, to);
            }
        }

        return longest;
    }
}
