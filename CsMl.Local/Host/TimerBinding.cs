namespace CsMl.Local.Host;

/// <param name="Schedule">As declared, with <c>%Setting:Name%</c> not yet resolved.</param>
public sealed record TimerBinding(string ParameterName, string Schedule, bool UseMonitor, bool RunOnStartup)
    : TriggerBinding(ParameterName);
