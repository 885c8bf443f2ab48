namespace CsMl.Core.Accounts.Import.Tables;

/// <summary>One row of a table.</summary>
/// <param name="Line">Line number in the file, or row of the sheet, starting at 1.</param>
/// <param name="Problem">Why the row has no cells; null if it has.</param>
internal readonly record struct TableRow(int Line, IReadOnlyList<Cell> Cells, string? Problem = null)
{
    public bool IsBlank
    {
        get
        {
            for (var i = 0; i < Cells.Count; i++)
            {
                if (!Cells[i].IsBlank)
                {
                    return false;
                }
            }

            return Problem is null;
        }
    }
}
