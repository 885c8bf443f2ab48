namespace CsMl.Core.Crm.Calls;

/// <summary>One request to the CRM, without its credentials.</summary>
/// <param name="Path">Path and query after the endpoint, without a leading slash, escaped.</param>
public sealed record CrmRequest(HttpMethod Method, string Path)
{
    /// <summary>The JSON body; null for none.</summary>
    public ReadOnlyMemory<byte>? Json { get; init; }

    /// <summary>Sent in <c>Idempotency-Key</c>.</summary>
    public string? IdempotencyKey { get; init; }

    /// <summary>
    /// True if the request may be sent again after it failed in a way that leaves open whether it worked: reads and
    /// replacements, and creations with an idempotency key.
    /// </summary>
    public bool IsRepeatable => IdempotencyKey is not null || Method == HttpMethod.Get || Method == HttpMethod.Put;

    /// <summary>The request as errors name it, without the query.</summary>
    public string Name => $"{Method} {Path.Split('?')[0]}";

    public static CrmRequest Get(string path) => new(HttpMethod.Get, path);
}
