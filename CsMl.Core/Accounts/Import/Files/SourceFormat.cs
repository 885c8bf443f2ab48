namespace CsMl.Core.Accounts.Import.Files;

/// <summary>What the sender says about the format of a file. Compression and workbooks are seen from the bytes.</summary>
public enum SourceFormat
{
    /// <summary>Nothing that decides: the first character does.</summary>
    Unknown,
    Json,
    Table,
}
