namespace CsMl.Core.Requests;

public enum OutcomeProblem
{
    NoAccount,
    InFuture,

    /// <summary>The end of a renewed term was given with another outcome than RENEWED.</summary>
    NotRenewed,

    /// <summary>The renewed term ends before the renewal.</summary>
    EndsBefore,
}
