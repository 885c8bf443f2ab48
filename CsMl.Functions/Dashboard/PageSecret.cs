using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace CsMl.Functions.Dashboard;

/// <summary>The content of a cookie of the pages: 256 random bits.</summary>
internal sealed record PageSecret(byte[] Bytes)
{
    private const int Length = 32;

    /// <summary>What a form of a page holds, to show that a page of this app made it for this browser.</summary>
    public string FormToken => Base64Url.EncodeToString(HMACSHA256.HashData(Bytes, "form"u8));

    public string Text => Base64Url.EncodeToString(Bytes);

    public static PageSecret New() => new(RandomNumberGenerator.GetBytes(Length));

    /// <summary>Null if the text is none.</summary>
    public static PageSecret? Read(string? text)
    {
        var bytes = new byte[Length];
        return
            Base64Url.IsValid(text, out var length)
            && length == Length
            && Base64Url.TryDecodeFromChars(text, bytes, out _)
            ? new PageSecret(bytes)
            : null;
    }

    /// <summary>Compares in a time that says nothing of the token.</summary>
    public static bool IsSameToken(string given, string token) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(token));
}
