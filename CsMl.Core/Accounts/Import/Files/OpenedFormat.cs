namespace CsMl.Core.Accounts.Import.Files;

internal enum OpenedFormat
{
    /// <summary>An empty file.</summary>
    Nothing,
    JsonLines,

    /// <summary>A JSON array, or objects that span lines.</summary>
    JsonElements,
    Table,
    Workbook,
}
