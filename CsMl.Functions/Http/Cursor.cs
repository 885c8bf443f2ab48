using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Unicode;
using CsMl.Core.Storage;
using Microsoft.AspNetCore.Http;

namespace CsMl.Functions.Http;

/// <summary>
/// Encodes a place in a list for callers, with a checksum of the list that it belongs to. A cursor that was truncated,
/// made up or taken from another list is therefore refused. The checksum is not a secret and need not be: every call
/// names its tenant and account itself.
/// </summary>
internal static class Cursor
{
    public const int MaxLength = 400;
    private const int ChecksumBytes = 8;

    /// <summary>
    /// Query parameters that a link omits: the old place, and the function key, because links appear in logs and
    /// histories.
    /// </summary>
    private static readonly string[] NotRepeated = ["cursor", "since", "code"];

    /// <summary>
    /// The URL of the next page, after <paramref name="place"/>, relative to the server; null if there is none.
    /// </summary>
    /// <param name="list">Identifies the list; it must be the same for the next call.</param>
    /// <param name="parameter">The query parameter that has the place.</param>
    public static string? NextLink(HttpRequest request, string list, string? place, string parameter = "cursor")
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
            + query.Add(parameter, Base64Url.EncodeToString([.. Checksum(list, text), .. text])).ToString();
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
