namespace CsMl.Core.Portfolio;

/// <summary>A page of a run's plan: a range of a bucket's accounts, or some of them by name.</summary>
/// <param name="Ids">Null: all from <paramref name="First"/> to <paramref name="Last"/>.</param>
/// <param name="Accounts">How many they were when the plan was made.</param>
/// <param name="Outcome">Null: not done yet.</param>
public sealed record RunPage(
    int Bucket,
    int Number,
    string First,
    string Last,
    IReadOnlyList<string>? Ids,
    int Accounts,
    PageOutcome? Outcome
);
