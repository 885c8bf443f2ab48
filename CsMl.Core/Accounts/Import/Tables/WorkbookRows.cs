using System.Globalization;
using System.Text;
using CsMl.Core.Accounts.Import.Files;
using CsMl.Core.Json;
using ExcelDataReader;

namespace CsMl.Core.Accounts.Import.Tables;

/// <summary>Reads the rows of a workbook's first visible sheet that is not empty.</summary>
/// <param name="errorCells">Row and column, from 1, of cells with an error.</param>
internal sealed class WorkbookRows(
    Stream workbook,
    IReadOnlySet<(int Row, int Column)> errorCells,
    ImportFindings findings
)
{
    // The library asks for the encoding of old workbooks even where it reads none.
    static WorkbookRows() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public IEnumerable<TableRow> Read()
    {
        using var reader = ExcelReaderFactory.CreateOpenXmlReader(
            workbook,
            new ExcelReaderConfiguration { LeaveOpen = true }
        );
        string? sheet = null;
        do
        {
            if (reader.VisibleState != "visible" || reader.FieldCount == 0)
            {
                continue;
            }

            if (reader.FieldCount > TableReader.MostColumns)
            {
                throw new ImportFormatException(
                    $"The sheet '{CellText.Shown(reader.Name)}' has {reader.FieldCount} columns; leave out those that are not needed."
                );
            }

            if (sheet is not null)
            {
                findings.Warn(
                    1,
                    new FieldError(
                        "",
                        $"The sheet '{CellText.Shown(reader.Name)}' was not read, only '{CellText.Shown(sheet)}' was."
                    )
                );
                continue;
            }

            while (reader.Read())
            {
                var row = new TableRow(reader.Depth + 1, Cells(reader));
                if (!row.IsBlank)
                {
                    sheet ??= reader.Name;
                }

                if (sheet is not null)
                {
                    yield return row;
                }
            }
        } while (reader.NextResult());
    }

    private Cell[] Cells(IExcelDataReader reader)
    {
        var cells = new Cell[reader.FieldCount];
        for (var i = 0; i < cells.Length; i++)
        {
            cells[i] = reader.GetValue(i) switch
            {
                null => errorCells.Contains((reader.Depth + 1, i + 1)) ? Cell.Of("#ERROR") : Cell.Blank,
                string text => Cell.Of(text),
                double number => Number(number, reader.GetNumberFormatString(i), reader.GetNumberFormatIndex(i)),
                DateTime date => new Cell(CellKind.Date, "", 0, date),
                bool flag => new Cell(CellKind.Flag, "", flag ? 1 : 0),
                var other => Cell.Of(Convert.ToString(other, CultureInfo.InvariantCulture) ?? ""),
            };
        }

        return cells;
    }

    private static Cell Number(double number, string? format, int index) =>
        format is null ? new Cell(CellKind.Number, "", number)
        : format.Contains('%', StringComparison.Ordinal) ? new Cell(CellKind.Percent, "", number)
        : new Cell(CellKind.Number, "", number) { Currency = NumberFormatCode.Currency(format, index) };
}
