namespace CsMl.Core.Portfolio;

public sealed record RunFailure(string AccountId, string Reason)
{
    /// <summary>Replaces the account id if the run itself failed; it is not a valid account id.</summary>
    public const string WholeRun = "*";

    /// <summary>Stands where an account was named that was erased; it is not a valid account id.</summary>
    public const string Erased = "(erased)";

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
