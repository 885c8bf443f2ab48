using Microsoft.Azure.Functions.Worker;

namespace CsMl.Local.Host.Timers;

/// <summary>
/// The state of a schedule: created at the first start, resumed at later starts, and advanced by each run. The rules
/// are those of the real host; every instant is UTC.
/// </summary>
internal static class ScheduleState
{
    public static ScheduleStatus New(TimerSchedule schedule, DateTime now) =>
        new() { Next = schedule.NextAfter(now), LastUpdated = now };

    /// <summary>
    /// The state after a run that began at <paramref name="begun"/>. An occurrence that fell due during the run is due
    /// at once.
    /// </summary>
    public static ScheduleStatus After(TimerSchedule schedule, DateTime begun) =>
        new()
        {
            Last = begun,
            Next = schedule.NextAfter(begun),
            LastUpdated = begun,
        };

    /// <summary>
    /// Resumes <paramref name="stored"/> at <paramref name="now"/>. Its next occurrence is kept even if it is in the
    /// past, which shows that it was missed. If the schedule has changed since, occurrences missed by the old one are
    /// dropped.
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
