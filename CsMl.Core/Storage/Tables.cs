namespace CsMl.Core.Storage;

/// <summary>The app's tables.</summary>
/// <param name="Results">The app's results: predictions, their history, the risk index and CTAs.</param>
/// <param name="Accounts">The account index with the facts, and the playbooks.</param>
/// <param name="Runs">Portfolio runs and their counters.</param>
public sealed record Tables(IEntityTable Results, IEntityTable Accounts, IEntityTable Runs)
{
    /// <summary>See <see cref="RecordingTable.Writes"/>; null if nobody counts them.</summary>
    public long? Writes => (Results as RecordingTable)?.Writes;

    /// <summary>The same tables, of which the results record what is changed in them.</summary>
    public Tables Recording(TimeProvider time) => this with { Results = new RecordingTable(Results, time) };
}
