namespace CsMl.Core.Predictions;

/// <summary>When something is due: after a number of days, before the contract ends, and never on a weekend (UTC).</summary>
public static class DueDate
{
    /// <param name="days">Calendar days, as in <see cref="RiskConsequences.DueDays"/>.</param>
    /// <param name="end">The renewal or the end of the contract; it counts from its own day on no more.</param>
    public static DateTimeOffset Of(DateTimeOffset now, int days, DateTimeOffset? end)
    {
        var due = now.AddDays(days);
        if (end < due && end.Value.UtcDateTime.Date >= now.UtcDateTime.Date)
        {
            due = Later(end.Value, now);
        }

        var sinceFriday = due.UtcDateTime.DayOfWeek switch
        {
            DayOfWeek.Saturday => 1,
            DayOfWeek.Sunday => 2,
            _ => 0,
        };
        var friday = due.AddDays(-sinceFriday);
        return sinceFriday == 0 ? due
            : friday.UtcDateTime.Date >= now.UtcDateTime.Date ? Later(friday, now)
            : friday.AddDays(3);
    }

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;
}
