using Microsoft.Extensions.Configuration;
using NCrontab;

namespace CsMl.Local.Host.Timers;

/// <summary>When a timer function is due: an NCRONTAB expression of six fields, seconds first, or of five. UTC throughout.</summary>
internal sealed class TimerSchedule
{
    // The real host keeps no state for anything denser: an occurrence missed so recently is not worth making up for.
    private static readonly TimeSpan DensestMonitored = TimeSpan.FromMinutes(1);
    private const int OccurrencesLookedAt = 5;

    private readonly CrontabSchedule _crontab;

    private TimerSchedule(CrontabSchedule crontab) => _crontab = crontab;

    /// <param name="declared">The expression, or <c>%Setting:Name%</c> for one that a setting holds.</param>
    /// <exception cref="HostCannotStartException">The setting is missing, or the expression is none.</exception>
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

    /// <summary>The first occurrence after <paramref name="instant"/>, not at it.</summary>
    public DateTime NextAfter(DateTime instant) =>
        DateTime.SpecifyKind(_crontab.GetNextOccurrence(instant), DateTimeKind.Utc);

    /// <summary>Whether the occurrences after <paramref name="instant"/> are a minute or more apart.</summary>
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
