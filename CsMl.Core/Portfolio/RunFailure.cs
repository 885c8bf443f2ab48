namespace CsMl.Core.Portfolio;

public sealed record RunFailure(string AccountId, string Reason)
{
    /// <summary>Replaces the account id if the run itself failed; it is not a valid account id.</summary>
    public const string WholeRun = "*";

    /// <summary>Stands where an account was named that was erased; it is not a valid account id.</summary>
    public const string Erased = "(erased)";

    /// <summary>The reason of a failure at a damaged row. It names no row, because runs are kept longer than accounts.</summary>
    public const string DamagedRow =
        "A row of the store is damaged and cannot be read; the log and the command `doctor` name it.";

    /// <summary>The failures without the name of an account; the same list if it is not among them.</summary>
    internal static IReadOnlyList<RunFailure> Without(IReadOnlyList<RunFailure> failures, string accountId) =>
        failures.All(failure => failure.AccountId != accountId)
            ? failures
            :
            [
                .. failures.Select(failure =>
                    failure.AccountId == accountId ? new RunFailure(Erased, "The account was erased.") : failure
                ),
            ];
}
