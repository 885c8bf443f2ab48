using System.Text.Json.Serialization;
using CsMl.Core.Requests;

namespace CsMl.Functions.Http;

public sealed record OpinionsAnswer(
    IReadOnlyList<OpinionView> Data,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? NextLink
);
