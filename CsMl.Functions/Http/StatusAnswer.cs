using CsMl.Core.Predictions;

namespace CsMl.Functions.Http;

/// <param name="Available">Whether a language model predicts.</param>
public sealed record StatusAnswer(bool Available, string Message, PredictionSource Source);
