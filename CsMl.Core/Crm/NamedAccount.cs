namespace CsMl.Core.Crm;

/// <summary>An account as it is found by its name.</summary>
public sealed record NamedAccount(string Id, string Name);
