namespace CsMl.Core.Accounts;

/// <param name="Version">Version of the facts.</param>
public sealed record KnownAccount(AccountFacts Facts, FactsVersion Version)
{
    /// <inheritdoc cref="FactsVersion"/>
    public string Fingerprint => Version.Fingerprint;

    /// <summary>What callers recorded beside the facts; none if the reader did not ask for it.</summary>
    public RetentionOutcomes Retention { get; init; } = RetentionOutcomes.None;

    public AccountLifecycle LifecycleAt(DateTimeOffset asOf) => DeriveLifecycle.Of(Facts, Retention, asOf);
}
