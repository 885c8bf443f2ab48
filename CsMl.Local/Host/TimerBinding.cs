namespace CsMl.Local.Host;

/// <param name="Schedule">As declared: <c>%Setting:Name%</c> is not resolved yet.</param>
public sealed record TimerBinding(string ParameterName, string Schedule, bool UseMonitor, bool RunOnStartup)
    : TriggerBinding(ParameterName);
