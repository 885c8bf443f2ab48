using System.Buffers.Text;
using System.Text;
using System.Text.Unicode;
using CsMl.Core.Storage;
using Microsoft.AspNetCore.Http;

namespace CsMl.Functions.Http;

/// <summary>A place in a list as a caller holds it. It says nothing of the tenant, which every call names anew.</summary>
internal static class Cursor
{
    private const int MaxLength = 400;

    /// <summary>The call that goes on behind <paramref name="place"/>, relative to the server; null: there is no more.</summary>
    public static string? NextLink(HttpRequest request, string? place)
    {
        if (place is null)
        {
            return null;
        }

        var query = QueryString.Empty;
        foreach (var (name, value) in request.Query)
        {
            query = name == "cursor" ? query : query.Add(name, value.ToString());
        }

        return request.Path + query.Add("cursor", Base64Url.EncodeToString(Encoding.UTF8.GetBytes(place))).ToString();
    }

    public static bool TryRead(string cursor, out string place)
    {
        place = "";
        if (cursor.Length is 0 or > MaxLength || !Base64Url.IsValid(cursor))
        {
            return false;
        }

        var bytes = Base64Url.DecodeFromChars(cursor);
        if (!Utf8.IsValid(bytes))
        {
            return false;
        }

        place = Encoding.UTF8.GetString(bytes);
        return EntityKey.IsValid(place);
    }
}
