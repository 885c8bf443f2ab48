using System.Text;

namespace CsMl.Core.LanguageModel.Prompts;

/// <summary>
/// Estimates the number of tokens of a text, rather too high than too low and without a model's tokenizer: 2.5 bytes of
/// UTF-8 per token. English has about four bytes per token, compact JSON with many numbers about three, and a Chinese
/// character of three bytes is about one token.
/// </summary>
internal static class TokenEstimate
{
    private const double BytesPerToken = 2.5;

    public static int Of(string text) => Of(Encoding.UTF8.GetByteCount(text));

    /// <param name="bytes">Size in bytes of UTF-8.</param>
    public static int Of(int bytes) => (int)Math.Ceiling(bytes / BytesPerToken);

    /// <summary>Maximum number of bytes for a number of tokens.</summary>
    public static int Bytes(int tokens) => (int)(tokens * BytesPerToken);
}
