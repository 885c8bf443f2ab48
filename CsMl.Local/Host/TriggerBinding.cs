namespace CsMl.Local.Host;

/// <summary>What a function's trigger parameter declares. Each kind of trigger is one record here and one folder beside.</summary>
public abstract record TriggerBinding(string ParameterName);
