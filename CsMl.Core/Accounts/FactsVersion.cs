namespace CsMl.Core.Accounts;

/// <summary>Identifies one version of an account's facts.</summary>
/// <param name="Fingerprint">Changes whenever the facts do.</param>
/// <param name="Revision">Grows with every write of the account, so that the later of two versions is known.</param>
public readonly record struct FactsVersion(string Fingerprint, long Revision);
