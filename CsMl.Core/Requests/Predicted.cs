using CsMl.Core.Json;

namespace CsMl.Core.Requests;

/// <param name="Prediction">As it is stored.</param>
/// <param name="Cached">It was stored before.</param>
/// <param name="FactsChangedSince">The account's facts are no longer those it was made from.</param>
public sealed record Predicted(RawJson Prediction, bool Cached, bool FactsChangedSince);
