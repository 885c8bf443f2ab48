namespace CsMl.Core.Portfolio;

public sealed record RunFailure(string AccountId, string Reason)
{
    /// <summary>In place of an account where the run itself failed; no account has such an id.</summary>
    public const string WholeRun = "*";
}
