using CsMl.Core.Accounts;

namespace CsMl.Core.Morning;

/// <summary>Decides on <see cref="Attention"/>.</summary>
internal static class DecideAttention
{
    /// <param name="ctas">The account's CTAs as of <paramref name="now"/>.</param>
    public static Attention Of(IReadOnlyList<Cta> ctas, DateTimeOffset now, TimeSpan cooldown)
    {
        var open = ctas.Where(cta => cta.IsOpen).ToList();
        if (open.Count == 0)
        {
            return ctas.Any(cta => cta.Status == CtaStatus.Completed && cta.CompletedAt + cooldown > now)
                ? Attention.Done
                : Attention.Today;
        }

        var awake = open.FindAll(cta => cta.Status != CtaStatus.Snoozed);
        var end = EndOfNextWorkingDay(now);
        return awake.Count == 0 ? Attention.Waiting
            : awake.Exists(cta => !(cta.DueDate >= end)) ? Attention.Today
            : Attention.Later;
    }

    /// <summary>The first instant after the next day (UTC) that is neither a Saturday nor a Sunday.</summary>
    public static DateTimeOffset EndOfNextWorkingDay(DateTimeOffset now)
    {
        var day = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero).AddDays(1);
        while (day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday)
        {
            day = day.AddDays(1);
        }

        return day.AddDays(1);
    }
}
