namespace CsMl.Local.Host;

/// <summary>One function of the app: its name, its trigger and its delegate.</summary>
public sealed record Function(string Name, TriggerBinding Trigger, FunctionCall Call);
