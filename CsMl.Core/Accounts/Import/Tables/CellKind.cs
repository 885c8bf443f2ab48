namespace CsMl.Core.Accounts.Import.Tables;

/// <summary>How a table holds the value of a cell.</summary>
internal enum CellKind
{
    /// <summary>As it is written; every cell of a CSV file.</summary>
    Text,
    Number,

    /// <summary>A number of a workbook that is shown as percent: .61 is 61 %.</summary>
    Percent,
    Date,
    Flag,
}
