using CsMl.Core.Predictions;

namespace CsMl.Local.Commands;

/// <summary>The prediction type, window and instant for all accounts of a run.</summary>
/// <param name="Now">The instant for accounts without their own.</param>
internal sealed record ScoreTerms(PredictionType Type, int WindowDays, DateTimeOffset Now);
