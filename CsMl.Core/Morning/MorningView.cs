using CsMl.Core.Portfolio;

namespace CsMl.Core.Morning;

/// <summary>
/// What a Customer Success Manager sees first: who needs them today (<see cref="Attention"/>), what moved, what waits, and
/// how far the predictions can be trusted.
/// </summary>
/// <param name="LastRun">Null if no run over every account was closed.</param>
/// <param name="NeedToday">The number of accounts that need somebody today.</param>
/// <param name="HasMore">
/// True if there are more accounts at risk than were looked at, so that all numbers and amounts are at least these.
/// </param>
/// <param name="AtRisk">What the accounts that need somebody today stand for, each currency by itself.</param>
/// <param name="OfUnknownRevenue">Of them, the ones whose revenue is unknown.</param>
/// <param name="Accounts">The most pressing of them, in full.</param>
/// <param name="Later">Accounts at risk whose CTAs are due after the next working day.</param>
/// <param name="Done">Accounts at risk whose CTA was completed lately.</param>
public sealed record MorningView(
    DateTimeOffset At,
    ClosedRun? LastRun,
    int NeedToday,
    bool HasMore,
    IReadOnlyList<AmountAtRisk> AtRisk,
    int OfUnknownRevenue,
    IReadOnlyList<MorningAccount> Accounts,
    IReadOnlyList<MovedAccount> Moved,
    IReadOnlyList<WaitingAccount> Waiting,
    int Later,
    int Done
);
