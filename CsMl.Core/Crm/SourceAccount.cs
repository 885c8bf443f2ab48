using CsMl.Core.Accounts;

namespace CsMl.Core.Crm;

/// <summary>An account as its source answers it.</summary>
/// <param name="IndexFingerprint">That of the index, where the facts were read from there; null: of any other source.</param>
public sealed record SourceAccount(AccountFacts Facts, string? IndexFingerprint = null);
