using CsMl.Core.Json;
using Microsoft.AspNetCore.Http;

namespace CsMl.Functions.Http;

/// <summary>Refuses names that a call does not know, with the known name that was most likely meant.</summary>
internal static class UnknownName
{
    /// <summary>Query parameters of the Functions host itself: a key, and the name of the key.</summary>
    private static readonly string[] OfHost = ["code", "clientId"];

    /// <param name="known">The query parameters of the call.</param>
    public static ApiProblem? RefuseQuery(HttpRequest request, IReadOnlyList<string> known)
    {
        List<FieldError> errors =
        [
            .. request
                .Query.Keys.Where(name => !known.Concat(OfHost).Contains(name, StringComparer.OrdinalIgnoreCase))
                .Select(name => new FieldError(name, Message(name, known))),
        ];
        return errors.Count == 0 ? null : ApiProblem.Invalid(errors);
    }

    public static string Message(string name, IReadOnlyCollection<string> known) =>
        NearestName.Of(name, known) is { } nearest ? $"is not known; did you mean {nearest}?"
        : known.Count == 0 ? "is not known; leave it out"
        : $"is not known; there are {string.Join(", ", known)}";
}
