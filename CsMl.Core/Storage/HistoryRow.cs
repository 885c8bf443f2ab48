using System.Text.Json.Serialization;
using CsMl.Core.Json;

namespace CsMl.Core.Storage;

/// <summary>The row of a prediction in the history. Only its link to a CTA is ever written again.</summary>
/// <param name="Why">A <see cref="Storage.StoredBasis"/>; null: nothing was kept of how it came about.</param>
internal sealed record HistoryRow(
    [property: JsonPropertyOrder(0)] RawJson? Why,
    [property: JsonPropertyOrder(1)] RawJson Prediction
);
