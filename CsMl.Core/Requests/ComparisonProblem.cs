namespace CsMl.Core.Requests;

public enum ComparisonProblem
{
    NoAccount,
    NoPrediction,
    NonePrevious,
}
