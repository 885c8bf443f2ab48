using System.Text.Json.Serialization;
using CsMl.Core.Accounts;

namespace CsMl.Functions.Http;

public sealed record CtasAnswer(
    IReadOnlyList<Cta> Data,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? NextLink
);
