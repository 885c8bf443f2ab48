namespace CsMl.Core.Accounts;

/// <param name="Fingerprint">Changes whenever the facts do.</param>
public sealed record KnownAccount(AccountFacts Facts, string Fingerprint);
