namespace CsMl.Core.Storage;

/// <summary>Row keys from <paramref name="From"/> up to but not including <paramref name="To"/>.</summary>
/// <param name="AfterFrom">Excludes <paramref name="From"/> itself.</param>
public readonly record struct RowRange(string From, string To, bool AfterFrom = false)
{
    /// <summary>
    /// The number of rows that the reader is likely to need, 1 to 1,000, so that each fetch returns no more; null for
    /// no limit.
    /// </summary>
    public int? PageSize { get; init; }

    /// <summary>Does not read the bodies: <see cref="Entity.Json"/> is empty.</summary>
    public bool KeysOnly { get; init; }

    /// <summary>Every row of a partition.</summary>
    public static RowRange All { get; } = new(" ", "~~~");

    /// <summary>
    /// Rows whose key begins with <paramref name="prefix"/>, which ends with the separator. No segment begins with a
    /// separator, so the prefix with a second separator sorts after all of them.
    /// </summary>
    public static RowRange Of(string prefix) => new(prefix, prefix + EntityKey.Separator);

    /// <summary>The rest of this range after a row that was read.</summary>
    public RowRange After(string rowKey) => this with { From = rowKey, AfterFrom = true };
}
