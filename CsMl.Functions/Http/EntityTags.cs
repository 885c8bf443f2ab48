using System.Globalization;
using System.IO.Hashing;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace CsMl.Functions.Http;

/// <summary>
/// The ETag of a resource, and the condition that it is unchanged (If-Match; RFC 9110). A change without If-Match
/// applies to the current version, whatever it is.
/// </summary>
internal sealed class EntityTags
{
    private readonly IList<EntityTagHeaderValue>? _wanted;

    private EntityTags(IList<EntityTagHeaderValue>? wanted) => _wanted = wanted;

    /// <summary>Reads the ETags of a call's If-Match header.</summary>
    public static EntityTags Of(HttpRequest request, out ApiProblem? refusal)
    {
        refusal = null;
        var header = request.Headers.IfMatch;
        if (header.Count == 0)
        {
            return new EntityTags(null);
        }

        if (EntityTagHeaderValue.TryParseStrictList(header!, out var tags))
        {
            return new EntityTags(tags);
        }

        refusal = ApiProblem.Invalid(
            "If-Match",
            "is no list of entity tags; send the ETag of the last answer as it was"
        );
        return new EntityTags(null);
    }

    /// <summary>Uses the strong comparison that RFC 9110 requires for If-Match.</summary>
    public bool Admit(string version) =>
        _wanted is null
        || _wanted.Any(tag =>
            tag.Equals(EntityTagHeaderValue.Any)
            || (!tag.IsWeak && tag.Tag.Equals($"\"{version}\"", StringComparison.Ordinal))
        );

    /// <summary>True if a tag names this version, whatever it says after it.</summary>
    public bool Admit(int version) =>
        Admit(Text(version))
        || _wanted!.Any(tag =>
            !tag.IsWeak && tag.Tag.AsSpan().StartsWith($"\"{Text(version)}.", StringComparison.Ordinal)
        );

    public static void Tell(HttpRequest request, int version) => Tell(request, Text(version));

    /// <param name="state">What changes the answer without being a version of its own.</param>
    public static void Tell(HttpRequest request, int version, int state) =>
        Tell(request, string.Create(CultureInfo.InvariantCulture, $"{version}.{state}"));

    public static void Tell(HttpRequest request, string version) =>
        request.HttpContext.Response.Headers.ETag = $"\"{version}\"";

    /// <summary>
    /// Gives the answer to a read an ETag, that of its resource or else that of its bytes, and returns true if the caller
    /// has it already (If-None-Match), so that 304 without a body is the answer.
    /// </summary>
    public static bool IsKnown(HttpRequest request, int status, ReadOnlySpan<byte> body)
    {
        var isRead = HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);
        if (!isRead || status != StatusCodes.Status200OK)
        {
            return false;
        }

        var headers = request.HttpContext.Response.Headers;
        if (headers.ETag.Count == 0)
        {
            Tell(request, XxHash128.HashToUInt128(body).ToString("x32", CultureInfo.InvariantCulture));
        }

        // RFC 9110 has the weak comparison for If-None-Match; what is malformed names no tag.
        return request.Headers.IfNoneMatch is { Count: > 0 } known
            && EntityTagHeaderValue.TryParseList(known!, out var tags)
            && EntityTagHeaderValue.TryParse(headers.ETag.ToString(), out var own)
            && tags.Any(tag => tag.Equals(EntityTagHeaderValue.Any) || tag.Compare(own, useStrongComparison: false));
    }

    private static string Text(int version) => version.ToString(CultureInfo.InvariantCulture);
}
