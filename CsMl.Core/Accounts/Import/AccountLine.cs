namespace CsMl.Core.Accounts.Import;

/// <summary>One account as it was read: its facts, and beside them what only scoring a file knows.</summary>
/// <param name="AsOf">The instant to score at, where the line gives one.</param>
/// <param name="ChurnedWithin90Days">What happened next, where the line tells it. For a backtest; never an input.</param>
public sealed record AccountLine(AccountFacts Facts, DateTimeOffset? AsOf, bool? ChurnedWithin90Days);
