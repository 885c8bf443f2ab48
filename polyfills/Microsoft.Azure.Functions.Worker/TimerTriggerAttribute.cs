namespace Microsoft.Azure.Functions.Worker;

/// <summary>Binds a parameter to a schedule.</summary>
/// <param name="schedule">A six-field NCRONTAB expression, or <c>%Setting:Name%</c> for one held in a setting.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class TimerTriggerAttribute(string schedule) : Attribute
{
    public string Schedule { get; } = schedule;

    /// <summary>Run once when the host starts, whatever the schedule says.</summary>
    public bool RunOnStartup { get; set; }

    /// <summary>Keep the schedule's state, so that an occurrence missed while the host was down is made up for.</summary>
    public bool UseMonitor { get; set; } = true;
}

/// <summary>What a timer function is told about its own schedule.</summary>
public class TimerInfo
{
    public ScheduleStatus? ScheduleStatus { get; set; }

    public bool IsPastDue { get; set; }
}

/// <summary>The last, next and last-updated instants of a schedule.</summary>
public class ScheduleStatus
{
    public DateTime Last { get; set; }

    public DateTime Next { get; set; }

    public DateTime LastUpdated { get; set; }
}
