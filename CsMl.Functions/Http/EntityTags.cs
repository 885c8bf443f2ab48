using System.Globalization;
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

    public bool Admit(int version) => Admit(Text(version));

    public static void Tell(HttpRequest request, int version) => Tell(request, Text(version));

    public static void Tell(HttpRequest request, string version) =>
        request.HttpContext.Response.Headers.ETag = $"\"{version}\"";

    private static string Text(int version) => version.ToString(CultureInfo.InvariantCulture);
}
