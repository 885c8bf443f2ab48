namespace CsMl.Core.Storage;

/// <summary>The app's tables.</summary>
/// <param name="Results">What the app concluded: predictions, their history, the risk index, CTAs.</param>
/// <param name="Accounts">The index of the accounts and their facts, and the playbooks.</param>
/// <param name="Runs">Portfolio runs and their counters.</param>
public sealed record Tables(IEntityTable Results, IEntityTable Accounts, IEntityTable Runs);
