namespace CsMl.Local.Host;

/// <summary>One function of the app: its name, what sets it off, and how to call it.</summary>
public sealed record Function(string Name, TriggerBinding Trigger, FunctionCall Call);
