namespace CsMl.Core.Portfolio;

/// <summary>
/// A page of a run's plan: accounts of one bucket, listed by id when the plan was made. Accounts added later are scored
/// by the next run.
/// </summary>
/// <param name="Ids">
/// The account ids in order. Null in plans of earlier versions, which contain all ids from <paramref name="First"/> to
/// <paramref name="Last"/>.
/// </param>
/// <param name="Outcome">Null if the page is not done yet.</param>
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
    /// True if the accounts were adjacent when the plan was made, so that one query from the first to the last reads
    /// them.
    /// </summary>
    public bool IsRange { get; init; }
}
