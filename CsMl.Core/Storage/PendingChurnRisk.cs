using CsMl.Core.Accounts;

namespace CsMl.Core.Storage;

/// <summary>An account whose probability of churn the CRM does not have yet.</summary>
/// <param name="ETag">Differs after every prediction that is to be sent.</param>
/// <param name="IsRefused">True if the CRM refused the one before.</param>
public sealed record PendingChurnRisk(AccountKey Account, string ETag, bool IsRefused);
