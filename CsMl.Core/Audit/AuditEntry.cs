using System.Text.Json.Nodes;

namespace CsMl.Core.Audit;

/// <summary>What somebody changed.</summary>
/// <param name="At">When the change was complete.</param>
/// <param name="Action">The operation, such as <c>patchCta</c>.</param>
public sealed record AuditEntry(string Id, DateTimeOffset At, string Action)
{
    /// <summary>The name of the access key, or the id of the signed-in principal; null if unknown.</summary>
    public string? Caller { get; init; }

    /// <summary>The user that the caller named, who is no more certain than the caller is; null if it named none.</summary>
    public string? OnBehalfOf { get; init; }

    /// <summary>Null if the change was of no single account.</summary>
    public string? AccountId { get; init; }

    /// <summary>What was changed, as the end of its path, such as <c>ctas/…</c>.</summary>
    public string? Resource { get; init; }

    /// <summary>What was there before; null if the operation does not tell.</summary>
    public JsonObject? Before { get; init; }

    /// <summary>What is there now; null if the operation does not tell.</summary>
    public JsonObject? After { get; init; }

    /// <summary>An entry of now.</summary>
    public static AuditEntry Of(string action, DateTimeOffset now) =>
        new(Guid.CreateVersion7(now).ToString(), now, action);
}
