namespace CsMl.Core.Storage;

/// <summary>What a key and a body may be, on every kind of table: the limits of Azure Table Storage.</summary>
public static class EntityKey
{
    /// <summary>Stands between the segments of a key, and never inside one.</summary>
    public const char Separator = '~';

    /// <summary>Most changes that one transaction carries.</summary>
    public const int MaxChanges = 100;

    /// <summary>
    /// Most bytes of one body. The service takes 1 MiB an entity, keys and names counted; 400,000 stay well below it, as
    /// bytes and even as UTF-16.
    /// </summary>
    public const int MaxJsonBytes = 400_000;

    /// <summary>
    /// Most bytes of all bodies of one transaction. The service takes 4 MiB of request, in which bodies grow by a third,
    /// and keys, names and headers are counted.
    /// </summary>
    public const int MaxTransactionBytes = 2_500_000;

    private const int MaxLength = 512;
    private const int MaxSegment = 128;

    /// <summary>
    /// Joins segments into one key. Throws where a segment could break out of its place: it is empty, begins
    /// with or holds the separator, or holds a character that the service forbids in keys.
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

    /// <summary>True where <paramref name="key"/> could be a key, or a part of one.</summary>
    public static bool IsValid(string key) => key.Length is > 0 and <= MaxLength && !key.Any(IsForbidden);

    /// <summary>True where <paramref name="text"/> could be one segment of a key, of a length that leaves room for others.</summary>
    public static bool IsSegment(string text) =>
        IsValid(text) && text.Length <= MaxSegment && !text.Contains(Separator, StringComparison.Ordinal);

    /// <summary>Throws where <paramref name="key"/> is no key for the service.</summary>
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

    /// <summary>Throws where <paramref name="changes"/> are no transaction: none, too many, a row twice, a bad key, a body too large.</summary>
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

    // A half of a surrogate pair has no UTF-8, and whole pairs sort otherwise in UTF-8 than in UTF-16: the tables would
    // disagree on the order.
    private static bool IsForbidden(char c) =>
        c is '/' or '\\' or '#' or '?' || char.IsControl(c) || char.IsSurrogate(c);
}
