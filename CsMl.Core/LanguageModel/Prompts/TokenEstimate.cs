using System.Text;

namespace CsMl.Core.LanguageModel.Prompts;

/// <summary>
/// How many tokens a text is, guessed too high rather than too low without any model's own tokenizer: 2.5 bytes of
/// UTF-8 each. English takes about four bytes a token, compact JSON full of numbers about three, and a character of
/// Chinese, which is three bytes, about one token.
/// </summary>
internal static class TokenEstimate
{
    private const double BytesPerToken = 2.5;

    public static int Of(string text) => Of(Encoding.UTF8.GetByteCount(text));

    /// <param name="bytes">Of UTF-8.</param>
    public static int Of(int bytes) => (int)Math.Ceiling(bytes / BytesPerToken);

    /// <summary>The most bytes that are so many tokens.</summary>
    public static int Bytes(int tokens) => (int)(tokens * BytesPerToken);
}
