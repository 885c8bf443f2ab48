using CsMl.Core.Predictions;

namespace CsMl.Core.Requests;

/// <param name="Next">The place where the next page begins; null if this is the last page.</param>
public sealed record PredictionPage(IReadOnlyList<Prediction> Predictions, string? Next);
