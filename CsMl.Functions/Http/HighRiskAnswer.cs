using System.Text.Json.Serialization;
using CsMl.Core.Requests;

namespace CsMl.Functions.Http;

public sealed record HighRiskAnswer(
    IReadOnlyList<HighRiskAccount> Data,
    int Count,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? NextLink
);
