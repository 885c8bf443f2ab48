namespace CsMl.Core.Requests;

public enum OutcomeProblem
{
    NoAccount,
    InFuture,
}
