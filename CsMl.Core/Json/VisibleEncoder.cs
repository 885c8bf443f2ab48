using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;

namespace CsMl.Core.Json;

/// <summary>
/// The framework's relaxed JSON encoder, extended to escape direction marks, zero-width characters and variation
/// selectors. The relaxed encoder itself escapes only control characters.
/// </summary>
internal sealed unsafe class VisibleEncoder : JavaScriptEncoder
{
    private static readonly JavaScriptEncoder Relaxed = UnsafeRelaxedJsonEscaping;

    /// <summary>The format characters and variation selectors below U+10000. The relaxed encoder already escapes those above.</summary>
    private static readonly SearchValues<char> Unseen = SearchValues.Create([
        .. Enumerable
            .Range(0, char.MaxValue)
            .Select(static c => (char)c)
            .Where(static c => char.GetUnicodeCategory(c) == UnicodeCategory.Format || PrintableText.IsSelector(c)),
    ]);

    public override int MaxOutputCharactersPerInputCharacter => Relaxed.MaxOutputCharactersPerInputCharacter;

    public override int FindFirstCharacterToEncode(char* text, int textLength)
    {
        var first = Relaxed.FindFirstCharacterToEncode(text, textLength);
        var unseen = new ReadOnlySpan<char>(text, first < 0 ? textLength : first).IndexOfAny(Unseen);
        return unseen < 0 ? first : unseen;
    }

    public override bool TryEncodeUnicodeScalar(
        int unicodeScalar,
        char* buffer,
        int bufferLength,
        out int numberOfCharactersWritten
    )
    {
        if (!IsUnseen(unicodeScalar))
        {
            return Relaxed.TryEncodeUnicodeScalar(unicodeScalar, buffer, bufferLength, out numberOfCharactersWritten);
        }

        return new Span<char>(buffer, bufferLength).TryWrite(
            CultureInfo.InvariantCulture,
            $"\\u{unicodeScalar:X4}",
            out numberOfCharactersWritten
        );
    }

    public override bool WillEncode(int unicodeScalar) => IsUnseen(unicodeScalar) || Relaxed.WillEncode(unicodeScalar);

    private static bool IsUnseen(int scalar) => scalar <= char.MaxValue && Unseen.Contains((char)scalar);
}
