namespace CsMl.Core.Requests;

public enum NotCompared
{
    NoAccount,
    NoPrediction,
    NonePrevious,
}
