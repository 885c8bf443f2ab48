using CsMl.Core.Accounts;
using CsMl.Core.Predictions;

namespace CsMl.Core.Morning;

/// <summary>An account at risk whose open CTAs are snoozed.</summary>
/// <param name="Cta">The one whose snooze ends first.</param>
public sealed record WaitingAccount(AccountSummary Account, Cta Cta);
