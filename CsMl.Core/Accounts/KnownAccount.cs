namespace CsMl.Core.Accounts;

/// <param name="Version">Version of the facts.</param>
public sealed record KnownAccount(AccountFacts Facts, FactsVersion Version)
{
    /// <inheritdoc cref="FactsVersion"/>
    public string Fingerprint => Version.Fingerprint;
}
