using System.Text.Json.Serialization;
using CsMl.Core.Audit;

namespace CsMl.Functions.Http;

/// <param name="Data">Newest first. A page may have fewer than asked for, and go on all the same.</param>
public sealed record AuditAnswer(
    IReadOnlyList<AuditEntry> Data,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? NextLink
);
