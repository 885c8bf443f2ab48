using CsMl.Functions.Http;

namespace CsMl.Tests.OpenApi;

/// <param name="Role">The least role that may send it; null if anybody may.</param>
internal sealed record GeneratedRequest(
    string Method,
    string Url,
    AccessRole? Role,
    IReadOnlyList<(string Name, string Value)> Headers,
    string? Body,
    string ContentType
);
