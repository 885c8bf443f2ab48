namespace CsMl.Core.Storage;

/// <summary>How a transaction ended: done, or undone whole because of the change at <paramref name="FailedIndex"/>.</summary>
public readonly record struct WriteResult(WriteFailure Failure, int FailedIndex)
{
    public static readonly WriteResult Done = new(WriteFailure.None, -1);

    public bool Succeeded => Failure == WriteFailure.None;
}
