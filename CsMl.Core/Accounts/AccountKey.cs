namespace CsMl.Core.Accounts;

/// <summary>Names one account: ids are unique within a tenant only.</summary>
public readonly record struct AccountKey(string Tenant, string AccountId);
