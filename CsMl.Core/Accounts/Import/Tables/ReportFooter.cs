using CsMl.Core.Json;

namespace CsMl.Core.Accounts.Import.Tables;

/// <summary>
/// Recognises the lines below the rows in which a report says who made it, as Salesforce writes them: one cell each, after
/// a blank row, at the end of the file.
/// </summary>
/// <param name="columns">Number of columns that a row may have.</param>
internal sealed class ReportFooter(int columns, ImportFindings findings)
{
    private const int MostRows = 20;

    private readonly List<TableRow> _held = [];
    private bool _isAfterBlank;

    /// <summary>
    /// The rows that this one shows to be no footer, and the row itself unless it is blank or may belong to a footer.
    /// </summary>
    public IReadOnlyList<TableRow> Pass(TableRow row)
    {
        if (row.IsBlank)
        {
            _isAfterBlank = true;
            return [];
        }

        if (_isAfterBlank && IsLonely(row) && _held.Count < MostRows)
        {
            _held.Add(row);
            return [];
        }

        _isAfterBlank = false;
        if (_held.Count == 0)
        {
            return [row];
        }

        TableRow[] rows = [.. _held, row];
        _held.Clear();
        return rows;
    }

    /// <summary>
    /// The rows that were held back. If one of them is a sentence, which no id is, they are a footer and named instead.
    /// </summary>
    public IReadOnlyList<TableRow> End()
    {
        if (!_held.Exists(row => row.Cells[0].Text.Contains(' ', StringComparison.Ordinal)))
        {
            return _held;
        }

        foreach (var row in _held)
        {
            findings.Warn(
                row.Line,
                new FieldError(
                    "",
                    $"'{row.Cells[0].Shown}' stands alone behind a blank row and was taken for a footer."
                )
            );
        }

        return [];
    }

    /// <summary>True for a row of one cell, where a row needs several.</summary>
    private bool IsLonely(TableRow row) =>
        row.Problem is null && columns > 1 && !row.Cells[0].IsBlank && row.Cells.Skip(1).All(cell => cell.IsBlank);
}
