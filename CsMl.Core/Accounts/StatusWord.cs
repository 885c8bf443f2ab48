namespace CsMl.Core.Accounts;

/// <summary>Compares a status or stage, which each CRM writes in its own words, with known words in any case.</summary>
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
