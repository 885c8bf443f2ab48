namespace CsMl.Core.Storage;

/// <summary>The app's tables.</summary>
/// <param name="Results">What the app concluded: predictions, their history, the risk index, CTAs.</param>
/// <param name="Accounts">What the embedded CRM knows of each account.</param>
/// <param name="Runs">Portfolio runs and their counters.</param>
public sealed record Tables(IEntityTable Results, IEntityTable Accounts, IEntityTable Runs);
