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

    /// <summary>
    /// The page without the name of an account that was erased, with the same number of accounts; the same page if it does
    /// not name it.
    /// </summary>
    internal RunPage Without(string accountId)
    {
        var outcome = Outcome?.Without(accountId);
        if (First != accountId && Last != accountId && Ids?.Contains(accountId) != true && outcome == Outcome)
        {
            return this;
        }

        var others = Ids?.Where(id => id != accountId && id != RunFailure.Erased).ToList() ?? [];
        return this with
        {
            First = First == accountId ? others.FirstOrDefault(RunFailure.Erased) : First,
            Last = Last == accountId ? others.LastOrDefault(RunFailure.Erased) : Last,
            Ids = Ids is null ? null : [.. Ids.Select(id => id == accountId ? RunFailure.Erased : id)],
            Outcome = outcome,
        };
    }
}
