namespace CsMl.Core.Accounts;

/// <param name="Version">Of these facts.</param>
public sealed record KnownAccount(AccountFacts Facts, FactsVersion Version)
{
    /// <inheritdoc cref="FactsVersion"/>
    public string Fingerprint => Version.Fingerprint;
}
