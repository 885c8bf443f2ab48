using CsMl.Core.Predictions;

namespace CsMl.Local.Commands;

/// <summary>What every account of a run is asked.</summary>
/// <param name="Now">The instant for accounts that give none of their own.</param>
internal sealed record ScoreTerms(PredictionType Type, int WindowDays, DateTimeOffset Now);
