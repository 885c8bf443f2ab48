using CsMl.Core.Accounts;

namespace CsMl.Core.Crm;

/// <summary>One account's facts out of those known and those told.</summary>
public delegate AccountFacts MergeFacts(AccountFacts known, AccountFacts told);
