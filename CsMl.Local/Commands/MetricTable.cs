using System.Text;
using Spectre.Console;

namespace CsMl.Local.Commands;

/// <summary>
/// A table of figures, with lines on a terminal and as aligned text in a pipe. The first column is text, the others are
/// numbers.
/// </summary>
internal sealed record MetricTable(string Title, IReadOnlyList<string> Head, IReadOnlyList<IReadOnlyList<string>> Rows)
{
    private const int Between = 2;

    public Table OnTerminal()
    {
        var table = new Table().Title(TerminalWriter.Cell(Title)).Border(TableBorder.Rounded);
        for (var i = 0; i < Head.Count; i++)
        {
            var column = new TableColumn(TerminalWriter.Cell(Head[i]));
            table.AddColumn(i == 0 ? column : column.RightAligned());
        }

        foreach (var row in Rows)
        {
            table.AddRow([.. row.Select(TerminalWriter.Cell)]);
        }

        return table;
    }

    public string InText()
    {
        var widths = Enumerable.Range(0, Head.Count).Select(i => Rows.Append(Head).Max(row => row[i].Length)).ToList();
        var text = new StringBuilder().Append(Title).Append('\n');
        foreach (var row in Rows.Prepend(Head))
        {
            text.Append(row[0].PadRight(widths[0]));
            for (var i = 1; i < row.Count; i++)
            {
                text.Append(row[i].PadLeft(widths[i] + Between));
            }

            text.Append('\n');
        }

        return text.ToString();
    }
}
