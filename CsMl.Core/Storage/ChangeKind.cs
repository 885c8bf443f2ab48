namespace CsMl.Core.Storage;

public enum ChangeKind
{
    Insert,
    Upsert,
    Replace,
    Delete,
}
