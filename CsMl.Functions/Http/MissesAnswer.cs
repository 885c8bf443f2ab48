using System.Text.Json.Serialization;
using CsMl.Core.Requests;

namespace CsMl.Functions.Http;

/// <param name="High">The probability from which a departure counts as foreseen, 0–1.</param>
public sealed record MissesAnswer(
    IReadOnlyList<MissedChurn> Data,
    double High,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? NextLink
);
