namespace CsMl.Core.Accounts.Import;

/// <summary>One account as read from a line: its facts, and two fields used only when a file is scored.</summary>
/// <param name="AsOf">The instant to score at, if the line has one.</param>
/// <param name="ChurnedWithin90Days">
/// The actual outcome, if the line has one. Used by the backtest, never as an input.
/// </param>
/// <param name="UnknownWords">Words of the line that no table of words knows.</param>
public sealed record AccountLine(
    AccountFacts Facts,
    DateTimeOffset? AsOf,
    bool? ChurnedWithin90Days,
    IReadOnlyList<UnknownWord> UnknownWords
);
