namespace CsMl.Core.Requests;

public enum NotTold
{
    NoAccount,
    InFuture,
}
