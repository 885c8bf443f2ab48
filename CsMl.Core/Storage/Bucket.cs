using CsMl.Core.Accounts;

namespace CsMl.Core.Storage;

/// <summary>
/// Assigns an account to one of a tenant's 16 partitions by a stable hash of its id. The hash must never change and
/// must be the same on every machine, because stored keys contain it.
/// </summary>
public static class Bucket
{
    public const int Count = 16;

    /// <summary>
    /// FNV-1a, 32 bits, over the id's characters, which are ASCII; the result is folded to four bits.
    /// </summary>
    public static int Of(string accountId) => (int)(Hash(accountId) & (Count - 1));

    /// <summary>The hash, all four bytes of which contribute to its low bits.</summary>
    internal static uint Hash(string accountId)
    {
        var hash = 2166136261u;
        foreach (var c in accountId)
        {
            hash = (hash ^ c) * 16777619u;
        }

        // The low bits alone are poorly mixed, so all four bytes contribute.
        hash ^= hash >> 16;
        hash ^= hash >> 8;
        hash ^= hash >> 4;
        return hash;
    }

    /// <summary>The partition of an account.</summary>
    public static string Partition(AccountKey account) => Partition(account.Tenant, Of(account.AccountId));

    /// <summary>One of a tenant's partitions.</summary>
    public static string Partition(string tenant, int bucket) =>
        EntityKey.Of(tenant, bucket.ToString("D2", System.Globalization.CultureInfo.InvariantCulture));
}
