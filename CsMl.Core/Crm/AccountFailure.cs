namespace CsMl.Core.Crm;

/// <summary>An account whose facts could not be read or stored; its earlier facts are kept.</summary>
public sealed record AccountFailure(string AccountId, string Reason);
