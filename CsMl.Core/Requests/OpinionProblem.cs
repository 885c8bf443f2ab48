namespace CsMl.Core.Requests;

public enum OpinionProblem
{
    NoAccount,

    /// <summary>The account has left, is no customer or has given notice: there is nothing to foretell.</summary>
    NoCustomer,

    /// <summary>There is no such prediction of churn, or none that is valid.</summary>
    NoPrediction,

    /// <summary>The prediction's window has closed, or an outcome has decided it.</summary>
    Decided,
}
