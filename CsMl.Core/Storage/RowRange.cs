namespace CsMl.Core.Storage;

/// <summary>Row keys from <paramref name="From"/> up to, not including, <paramref name="To"/>.</summary>
/// <param name="AfterFrom">Leaves out <paramref name="From"/> itself.</param>
public readonly record struct RowRange(string From, string To, bool AfterFrom = false)
{
    /// <summary>
    /// How many rows the reader is likely to want, 1 to 1,000, so that no more are fetched at a time; null: all.
    /// </summary>
    public int? PageSize { get; init; }

    /// <summary>Leave the bodies where they are: <see cref="Entity.Json"/> is empty.</summary>
    public bool KeysOnly { get; init; }

    /// <summary>
    /// Rows that begin with <paramref name="prefix"/>, which ends with the separator. No segment begins with a
    /// separator, so a second one is above all of them.
    /// </summary>
    public static RowRange Of(string prefix) => new(prefix, prefix + EntityKey.Separator);

    /// <summary>The rest of this range behind a row that was read.</summary>
    public RowRange After(string rowKey) => this with { From = rowKey, AfterFrom = true };
}
