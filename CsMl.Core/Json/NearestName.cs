namespace CsMl.Core.Json;

/// <summary>Finds the known name that an unknown one most likely means.</summary>
public static class NearestName
{
    /// <summary>Longer names are no misspellings, and would take long to compare.</summary>
    private const int MaxLength = 64;

    /// <summary>The nearest name within about a quarter of its length; null if none is near.</summary>
    public static string? Of(string name, IEnumerable<string> known)
    {
        if (name.Length is < 3 or > MaxLength)
        {
            return null;
        }

        string? nearest = null;
        var least = int.MaxValue;
        foreach (var candidate in known)
        {
            var most = Math.Max(1, Math.Min(name.Length, candidate.Length) / 4);
            if (Math.Abs(candidate.Length - name.Length) > most)
            {
                continue;
            }

            var distance = Distance(name, candidate);
            if (distance <= most && distance < least)
            {
                (nearest, least) = (candidate, distance);
            }
        }

        return nearest;
    }

    /// <summary>
    /// Insertions, deletions, replacements and swaps of neighbours between two names, whatever their case (optimal string
    /// alignment).
    /// </summary>
    private static int Distance(string a, string b)
    {
        var (beforeLast, last, row) = (new int[b.Length + 1], new int[b.Length + 1], new int[b.Length + 1]);
        for (var j = 0; j <= b.Length; j++)
        {
            last[j] = j;
        }

        for (var i = 1; i <= a.Length; i++)
        {
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var same = Same(a[i - 1], b[j - 1]);
                row[j] = Math.Min(Math.Min(row[j - 1], last[j]) + 1, last[j - 1] + (same ? 0 : 1));
                if (i > 1 && j > 1 && Same(a[i - 1], b[j - 2]) && Same(a[i - 2], b[j - 1]))
                {
                    row[j] = Math.Min(row[j], beforeLast[j - 2] + 1);
                }
            }

            (beforeLast, last, row) = (last, row, beforeLast);
        }

        return last[b.Length];
    }

    private static bool Same(char a, char b) => char.ToLowerInvariant(a) == char.ToLowerInvariant(b);
}
