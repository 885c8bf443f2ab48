using Microsoft.Azure.Functions.Worker;

namespace CsMl.Local.Host.Timers;

/// <summary>
/// Where a schedule stands: made new at the first start, taken up again at later ones, and moved on by each run.
/// The real host's rules; every instant is UTC.
/// </summary>
internal static class ScheduleState
{
    public static ScheduleStatus New(TimerSchedule schedule, DateTime now) =>
        new() { Next = schedule.NextAfter(now), LastUpdated = now };

    /// <summary>After a run that began at <paramref name="begun"/>, however long it took: what fell due meanwhile is due at once.</summary>
    public static ScheduleStatus After(TimerSchedule schedule, DateTime begun) =>
        new()
        {
            Last = begun,
            Next = schedule.NextAfter(begun),
            LastUpdated = begun,
        };

    /// <summary>
    /// Takes <paramref name="stored"/> up again at <paramref name="now"/>. Its next occurrence stays, even in the past:
    /// that is how a missed one is known. If the schedule was changed meanwhile, what the old one missed is forgotten.
    /// </summary>
    public static ScheduleStatus Resume(ScheduleStatus stored, TimerSchedule schedule, DateTime now)
    {
        var from = stored.Last > default(DateTime) ? stored.Last : stored.LastUpdated;
        var expected = schedule.NextAfter(from > default(DateTime) ? from : now);
        if (expected == stored.Next)
        {
            return stored;
        }

        return now > expected ? New(schedule, now) : new ScheduleStatus { Next = expected, LastUpdated = from };
    }

    public static bool IsPastDue(ScheduleStatus status, DateTime now) => now > status.Next;
}
