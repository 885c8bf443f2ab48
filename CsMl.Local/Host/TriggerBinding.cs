namespace CsMl.Local.Host;

/// <summary>The declaration of a function's trigger. Each kind of trigger has one record and one folder here.</summary>
public abstract record TriggerBinding(string ParameterName);
