using CsMl.Core.Accounts;

namespace CsMl.Core.Crm;

/// <summary>Where account facts come from.</summary>
public interface ICrm
{
    /// <summary>What is known of one account; null: there is no such account.</summary>
    Task<KnownAccount?> FindAsync(string tenant, string accountId, CancellationToken cancellation);

    /// <summary>The fingerprint of an account's facts, for less than the facts; null: there is no such account.</summary>
    Task<string?> FindFingerprintAsync(string tenant, string accountId, CancellationToken cancellation);

    /// <summary>Every tenant that has accounts.</summary>
    Task<IReadOnlyList<string>> ListTenantsAsync(CancellationToken cancellation);

    /// <summary>
    /// The ids of the accounts of one of a tenant's 16 buckets, in key order; from one id to another, both included,
    /// where a range is given.
    /// </summary>
    IAsyncEnumerable<string> ListIdsAsync(
        string tenant,
        int bucket,
        (string First, string Last)? range,
        CancellationToken cancellation
    );

    /// <summary>The accounts themselves, in the same order and of the same range.</summary>
    IAsyncEnumerable<KnownAccount> ListAsync(
        string tenant,
        int bucket,
        (string First, string Last)? range,
        CancellationToken cancellation
    );
}
