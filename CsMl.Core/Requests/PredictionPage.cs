using CsMl.Core.Predictions;

namespace CsMl.Core.Requests;

/// <param name="Next">Where the next page begins; null: this is the last.</param>
public sealed record PredictionPage(IReadOnlyList<Prediction> Predictions, string? Next);
