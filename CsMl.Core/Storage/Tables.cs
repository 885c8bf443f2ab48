namespace CsMl.Core.Storage;

/// <summary>The app's tables.</summary>
/// <param name="Results">The app's results: predictions, their history, the risk index and CTAs.</param>
/// <param name="Accounts">The account index with the facts, and the playbooks.</param>
/// <param name="Runs">Portfolio runs and their counters.</param>
public sealed record Tables(IEntityTable Results, IEntityTable Accounts, IEntityTable Runs);
