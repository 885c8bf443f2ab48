namespace CsMl.Core.Portfolio;

/// <summary>
/// A page of a run's plan: accounts of one bucket, fixed by name when the plan was made. What arrives later is for the next
/// run.
/// </summary>
/// <param name="Ids">In order. Null in plans of earlier versions: all from <paramref name="First"/> to <paramref name="Last"/>.</param>
/// <param name="Outcome">Null: not done yet.</param>
public sealed record RunPage(
    int Bucket,
    int Number,
    string First,
    string Last,
    IReadOnlyList<string>? Ids,
    int Accounts,
    PageOutcome? Outcome
)
{
    /// <summary>
    /// The accounts were neighbours when the plan was made, so that one query from the first to the last reads them.
    /// </summary>
    public bool IsRange { get; init; }
}
