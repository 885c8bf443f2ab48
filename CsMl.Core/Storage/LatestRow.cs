using System.Text.Json.Serialization;
using CsMl.Core.Json;

namespace CsMl.Core.Storage;

/// <summary>The row of a latest prediction.</summary>
internal sealed record LatestRow(
    [property: JsonPropertyOrder(0)] LatestHead Head,
    [property: JsonPropertyOrder(1)] RawJson Prediction
);
