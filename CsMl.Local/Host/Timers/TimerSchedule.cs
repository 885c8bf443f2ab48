using Microsoft.Extensions.Configuration;
using NCrontab;

namespace CsMl.Local.Host.Timers;

/// <summary>
/// The schedule of a timer function: an NCRONTAB expression of six fields, with seconds first, or of five fields. All
/// times are UTC.
/// </summary>
internal sealed class TimerSchedule
{
    // The real host keeps no state for more frequent schedules, because such a recent missed run needs no replacement.
    private static readonly TimeSpan DensestMonitored = TimeSpan.FromMinutes(1);
    private const int OccurrencesLookedAt = 5;

    private readonly CrontabSchedule _crontab;

    private TimerSchedule(CrontabSchedule crontab) => _crontab = crontab;

    /// <param name="declared">The expression, or <c>%Setting:Name%</c> for the name of a setting with it.</param>
    /// <exception cref="HostCannotStartException">The setting is missing or the expression is invalid.</exception>
    public static TimerSchedule Parse(string functionName, string declared, IConfiguration settings)
    {
        var setting = declared is ['%', .. var name, '%'] ? name : null;
        var expression = setting is null ? declared : settings[setting];
        if (setting is not null && string.IsNullOrWhiteSpace(expression))
        {
            throw new HostCannotStartException(
                $"The timer function '{functionName}' runs on the schedule in the setting {setting}, which is missing. "
                    + $"Set {setting} to an NCRONTAB expression such as \"0 0 2 * * *\" (02:00 UTC every day)."
            );
        }

        var fields = expression!.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length;
        var options = new CrontabSchedule.ParseOptions { IncludingSeconds = fields == 6 };
        return CrontabSchedule.TryParse(expression, options) is { } crontab
            ? new TimerSchedule(crontab)
            : throw new HostCannotStartException(
                $"The timer function '{functionName}' has the schedule \"{expression}\"{(setting is null ? "" : $" from the setting {setting}")}, "
                    + "which is no NCRONTAB expression. Use six fields, seconds first, such as \"0 0 2 * * *\" (02:00 UTC every day)."
            );
    }

    /// <summary>The first occurrence after <paramref name="instant"/>, exclusive.</summary>
    public DateTime NextAfter(DateTime instant) =>
        DateTime.SpecifyKind(_crontab.GetNextOccurrence(instant), DateTimeKind.Utc);

    /// <summary>True if the occurrences after <paramref name="instant"/> are at least a minute apart.</summary>
    public bool IsWorthMonitoring(DateTime instant)
    {
        var previous = NextAfter(instant);
        for (var i = 1; i < OccurrencesLookedAt; i++)
        {
            var next = NextAfter(previous);
            if (next - previous < DensestMonitored)
            {
                return false;
            }

            previous = next;
        }

        return true;
    }
}
