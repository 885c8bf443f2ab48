namespace CsMl.Core.Storage;

/// <summary>
/// The result of a transaction: success, or a rollback because of the change at <paramref name="FailedIndex"/>.
/// </summary>
public readonly record struct WriteResult(WriteFailure Failure, int FailedIndex)
{
    public static readonly WriteResult Done = new(WriteFailure.None, -1);

    public bool Succeeded => Failure == WriteFailure.None;
}
