using System.Text.Json.Serialization;
using CsMl.Core.Predictions;

namespace CsMl.Functions.Http;

public sealed record PredictionsAnswer(
    IReadOnlyList<Prediction> Data,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? NextLink
);
