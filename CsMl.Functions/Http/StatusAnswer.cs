using CsMl.Core.Predictions;

namespace CsMl.Functions.Http;

/// <param name="Available">True if a language model makes the predictions.</param>
/// <param name="Facts">Where facts come from and how old they are.</param>
public sealed record StatusAnswer(bool Available, string Message, PredictionSource Source, FactsStatus Facts);
