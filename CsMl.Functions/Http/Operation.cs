using Microsoft.AspNetCore.Http;

namespace CsMl.Functions.Http;

/// <summary>
/// What docs/openapi.json says of an HTTP function beyond what its signature says: route, method and the type of the
/// answer are taken from there. It stands in a static field of the function's class.
/// </summary>
/// <param name="Function">The function's name.</param>
/// <param name="Role">The least role that may call it; null if it is anonymous.</param>
/// <param name="Summary">A line that begins with a verb, without a full stop.</param>
internal sealed record Operation(string Function, AccessRole? Role, string Summary)
{
    /// <summary>What a caller should know beyond the summary.</summary>
    public string? Details { get; init; }

    /// <summary>The only query parameters that the call knows.</summary>
    public IReadOnlyList<Parameter> Query { get; init; } = [];

    public IReadOnlyList<string> QueryNames => field ??= [.. Query.Select(p => p.Name)];

    public BodyShape? Body { get; init; }

    /// <summary>The status of success; that of a <see cref="StartedRunAnswer"/> is 202.</summary>
    public int Status { get; init; } = StatusCodes.Status200OK;

    /// <summary>What the answer can also be written as, beside JSON.</summary>
    public IReadOnlyList<string> MediaTypes { get; init; } = [];

    /// <summary>True if answers have an ETag, and changes may name one in If-Match.</summary>
    public bool HasVersion { get; init; }

    /// <summary>True if the call is made for a user, whom the header X-User-ID names.</summary>
    public bool HasCaller { get; init; }

    /// <summary>The problems of this call alone; those of all calls are added.</summary>
    public IReadOnlyList<ProblemCode> Problems { get; init; } = [];
}
