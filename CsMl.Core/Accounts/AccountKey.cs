namespace CsMl.Core.Accounts;

/// <summary>Identifies one account. Ids are unique within a tenant only.</summary>
public readonly record struct AccountKey(string Tenant, string AccountId);
