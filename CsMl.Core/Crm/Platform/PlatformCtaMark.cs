namespace CsMl.Core.Crm.Platform;

/// <summary>
/// Marks a CTA of the platform as one that the app created, because the platform keeps neither an idempotency key nor
/// who created it.
/// </summary>
internal static class PlatformCtaMark
{
    private const string Start = "[csml:";
    private const char End = ']';

    /// <summary>The text with the mark at its end, and cut before it where it would be too long.</summary>
    public static string Add(string? text, string ctaId, int maxLength)
    {
        var mark = $"{Start}{ctaId}{End}";
        var room = maxLength - mark.Length - 1;
        return string.IsNullOrEmpty(text) ? mark
            : text.Length <= room ? $"{text}\n{mark}"
            : $"{text.AsSpan(0, char.IsHighSurrogate(text[room - 1]) ? room - 1 : room)}\n{mark}";
    }

    /// <summary>The id of the CTA that the app created; null if the text has no mark.</summary>
    public static string? Find(string? text)
    {
        var start = text?.LastIndexOf(Start, StringComparison.Ordinal) ?? -1;
        var end = start < 0 ? -1 : text!.IndexOf(End, start);
        return end < 0 ? null : text![(start + Start.Length)..end];
    }
}
