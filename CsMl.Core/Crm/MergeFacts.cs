using CsMl.Core.Accounts;

namespace CsMl.Core.Crm;

/// <summary>Merges the stored facts of one account with the received ones.</summary>
public delegate AccountFacts MergeFacts(AccountFacts known, AccountFacts told);
