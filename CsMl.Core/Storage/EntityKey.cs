namespace CsMl.Core.Storage;

/// <summary>The limits of Azure Table Storage for keys and bodies; they apply to every kind of table.</summary>
public static class EntityKey
{
    /// <summary>Separates the segments of a key; no segment contains it.</summary>
    public const char Separator = '~';

    /// <summary>Most changes in one transaction.</summary>
    public const int MaxChanges = 100;

    /// <summary>
    /// Most bytes of one body. The service allows 1 MiB per entity, keys and names included; 400,000 bytes stay well
    /// below it, even as UTF-16.
    /// </summary>
    public const int MaxJsonBytes = 400_000;

    /// <summary>
    /// Most bytes of all bodies in one transaction. The service allows requests of 4 MiB, in which bodies grow by a
    /// third and keys, names and headers count too.
    /// </summary>
    public const int MaxTransactionBytes = 2_500_000;

    private const int MaxLength = 512;
    private const int MaxSegment = 128;

    /// <summary>
    /// Joins segments into one key. Throws if a segment is empty, contains the separator, or contains a character that
    /// the service forbids in keys.
    /// </summary>
    public static string Of(params ReadOnlySpan<string> segments)
    {
        foreach (var segment in segments)
        {
            if (segment.Length == 0 || segment.Contains(Separator, StringComparison.Ordinal))
            {
                throw new ArgumentException("A key segment is not empty and holds no '~'.", nameof(segments));
            }
        }

        var key = string.Join(Separator, segments);
        Check(key);
        return key;
    }

    /// <summary>True if <paramref name="key"/> is a valid key or part of a key.</summary>
    public static bool IsValid(string key) => key.Length is > 0 and <= MaxLength && !key.Any(IsForbidden);

    /// <summary>
    /// True if <paramref name="text"/> is a valid segment of a key, short enough to leave room for others.
    /// </summary>
    public static bool IsSegment(string text) =>
        IsValid(text) && text.Length <= MaxSegment && !text.Contains(Separator, StringComparison.Ordinal);

    /// <summary>Throws if <paramref name="key"/> is not a valid key for the service.</summary>
    public static void Check(string key)
    {
        if (key.Length is 0 or > MaxLength)
        {
            throw new ArgumentException($"A key has 1 to {MaxLength} characters, not {key.Length}.", nameof(key));
        }

        foreach (var c in key)
        {
            if (IsForbidden(c))
            {
                throw new ArgumentException("A key holds no / \\ # ?, control character or surrogate.", nameof(key));
            }
        }
    }

    /// <summary>
    /// Throws if <paramref name="changes"/> are not a valid transaction: no change, too many changes, a row changed
    /// twice, an invalid key or a body that is too large.
    /// </summary>
    public static void Check(IReadOnlyList<EntityChange> changes)
    {
        if (changes.Count is 0 or > MaxChanges)
        {
            throw new ArgumentException(
                $"A transaction has 1 to {MaxChanges} changes, not {changes.Count}.",
                nameof(changes)
            );
        }

        var bytes = 0;
        var rows = new HashSet<string>(changes.Count, StringComparer.Ordinal);
        foreach (var change in changes)
        {
            Check(change.RowKey);
            if (!rows.Add(change.RowKey))
            {
                throw new ArgumentException("A transaction names a row once.", nameof(changes));
            }

            if (change is { Kind: ChangeKind.Replace, ETag: null })
            {
                throw new ArgumentException("A replacement names the tag that it replaces.", nameof(changes));
            }

            if (change.Json.Length > MaxJsonBytes)
            {
                throw new ArgumentException(
                    $"A body has at most {MaxJsonBytes} bytes, not {change.Json.Length}.",
                    nameof(changes)
                );
            }

            bytes += change.Json.Length;
        }

        if (bytes > MaxTransactionBytes)
        {
            throw new ArgumentException(
                $"A transaction has at most {MaxTransactionBytes} bytes, not {bytes}.",
                nameof(changes)
            );
        }
    }

    // Half of a surrogate pair has no UTF-8 encoding, and whole pairs sort differently in UTF-8 than in UTF-16, so the
    // tables would disagree on the order.
    private static bool IsForbidden(char c) =>
        c is '/' or '\\' or '#' or '?' || char.IsControl(c) || char.IsSurrogate(c);
}
