namespace CsMl.Core.Portfolio;

/// <param name="Cached">Passed over because what is stored is still true.</param>
public sealed record RunCounts(int Accounts, int Scored, int Cached, int Failed, int CtasCreated)
{
    public static readonly RunCounts None = new(0, 0, 0, 0, 0);

    /// <summary>Removed between the plan and their page.</summary>
    public int Skipped { get; init; }

    public RunCounts Plus(RunCounts other) =>
        new(
            Accounts + other.Accounts,
            Scored + other.Scored,
            Cached + other.Cached,
            Failed + other.Failed,
            CtasCreated + other.CtasCreated
        )
        {
            Skipped = Skipped + other.Skipped,
        };
}
