namespace CsMl.Core.Morning;

/// <summary>A morning with all that it was arranged from, so that only what has changed need be read again.</summary>
/// <param name="At">What was changed before is in it.</param>
/// <param name="Candidates">Most pressing first.</param>
internal sealed record MorningReading(
    MorningQuery Query,
    DateTimeOffset At,
    IReadOnlyList<Candidate> Candidates,
    MorningView View
);
