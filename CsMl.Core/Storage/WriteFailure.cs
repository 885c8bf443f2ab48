namespace CsMl.Core.Storage;

/// <summary>Why a transaction changed nothing.</summary>
public enum WriteFailure
{
    None,
    AlreadyExists,
    NotFound,
    Changed,
}
