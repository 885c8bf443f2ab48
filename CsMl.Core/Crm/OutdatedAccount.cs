namespace CsMl.Core.Crm;

/// <summary>An account that the last sync could not read or store.</summary>
/// <param name="FactsAsOf">When its facts were last known to be current; null if they never were.</param>
public sealed record OutdatedAccount(string AccountId, string Reason, DateTimeOffset? FactsAsOf);
