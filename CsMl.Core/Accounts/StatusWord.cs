namespace CsMl.Core.Accounts;

/// <summary>Compares a status or stage with known words in any case, because each CRM uses its own words.</summary>
internal static class StatusWord
{
    public static bool BeginsWithAny(string? text, params ReadOnlySpan<string> words)
    {
        var start = text.AsSpan().TrimStart();
        foreach (var word in words)
        {
            if (start.StartsWith(word, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    public static bool IsAny(string? word, params ReadOnlySpan<string> words)
    {
        foreach (var candidate in words)
        {
            if (candidate.Equals(word, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
