namespace CsMl.Core.Accounts;

/// <summary>Which facts of an account are meant.</summary>
/// <param name="Fingerprint">Changes whenever the facts do.</param>
/// <param name="Revision">Grows with every write of the account, so that of two versions the later one is known.</param>
public readonly record struct FactsVersion(string Fingerprint, long Revision);
