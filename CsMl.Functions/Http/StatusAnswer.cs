using CsMl.Core.Predictions;

namespace CsMl.Functions.Http;

/// <param name="Available">True if a language model makes the predictions.</param>
public sealed record StatusAnswer(bool Available, string Message, PredictionSource Source);
