namespace CsMl.Core.Portfolio;

public sealed record RunFailure(string AccountId, string Reason)
{
    /// <summary>Replaces the account id if the run itself failed; it is not a valid account id.</summary>
    public const string WholeRun = "*";
}
