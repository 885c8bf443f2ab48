namespace CsMl.Tests.OpenApi;

/// <param name="Name">By which later requests refer to its answer; empty if none does.</param>
internal sealed record HttpFileRequest(
    string Name,
    string Method,
    string Url,
    IReadOnlyList<(string Name, string Value)> Headers,
    string? Body
);
