using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Unicode;
using CsMl.Core.Storage;
using Microsoft.AspNetCore.Http;

namespace CsMl.Functions.Http;

/// <summary>
/// A place in a list as a caller holds it, behind a checksum of the list it is in: one that was cut off, made up or
/// taken from another list is refused instead of answered with what happens to lie there. The checksum is no secret
/// and need not be one: the tenant and the account are named anew by every call.
/// </summary>
internal static class Cursor
{
    private const int MaxLength = 400;
    private const int ChecksumBytes = 8;

    /// <summary>The place itself, and the function key: a link lands in logs and in histories, where no key belongs.</summary>
    private static readonly string[] NotRepeated = ["cursor", "code"];

    /// <summary>The call that goes on behind <paramref name="place"/>, relative to the server; null: there is no more.</summary>
    /// <param name="list">Names the list, the same for the next call.</param>
    public static string? NextLink(HttpRequest request, string list, string? place)
    {
        if (place is null)
        {
            return null;
        }

        var query = QueryString.Empty;
        foreach (var (name, value) in request.Query)
        {
            query = NotRepeated.Contains(name, StringComparer.OrdinalIgnoreCase)
                ? query
                : query.Add(name, value.ToString());
        }

        var text = Encoding.UTF8.GetBytes(place);
        return request.Path
            + query.Add("cursor", Base64Url.EncodeToString([.. Checksum(list, text), .. text])).ToString();
    }

    public static bool TryRead(string cursor, string list, out string place)
    {
        place = "";
        if (cursor.Length is 0 or > MaxLength || !Base64Url.IsValid(cursor))
        {
            return false;
        }

        var bytes = Base64Url.DecodeFromChars(cursor);
        if (bytes.Length <= ChecksumBytes)
        {
            return false;
        }

        var text = bytes.AsSpan(ChecksumBytes);
        if (!Checksum(list, text).SequenceEqual(bytes.AsSpan(0, ChecksumBytes)) || !Utf8.IsValid(text))
        {
            return false;
        }

        place = Encoding.UTF8.GetString(text);
        return EntityKey.IsValid(place);
    }

    private static ReadOnlySpan<byte> Checksum(string list, ReadOnlySpan<byte> place) =>
        SHA256.HashData([.. Encoding.UTF8.GetBytes(list), (byte)' ', .. place]).AsSpan(0, ChecksumBytes);
}
