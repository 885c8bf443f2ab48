using System.Text.Json.Serialization;
using CsMl.Core.Accounts;

namespace CsMl.Core.Morning;

/// <summary>
/// What an account at risk asks of its Customer Success Manager today. An account is at risk if its valid prediction of
/// churn is high or critical, or if it is under notice.
/// </summary>
[JsonConverter(typeof(JsonStringEnumConverter<Attention>))]
public enum Attention
{
    /// <summary>
    /// It needs somebody today: an open CTA is due by the end of the next working day (UTC), overdue or without a date; or
    /// nobody is on it, because it has no open CTA and none was completed within <c>Ctas:CooldownDays</c>.
    /// </summary>
    [JsonStringEnumMemberName("today")]
    Today,

    /// <summary>Its open CTAs are snoozed.</summary>
    [JsonStringEnumMemberName("waiting")]
    Waiting,

    /// <summary>Its open CTAs are due after the next working day.</summary>
    [JsonStringEnumMemberName("later")]
    Later,

    /// <summary>It has no open CTA, and one was completed within <c>Ctas:CooldownDays</c>.</summary>
    [JsonStringEnumMemberName("done")]
    Done,
}

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
