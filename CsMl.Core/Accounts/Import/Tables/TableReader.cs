using System.Runtime.CompilerServices;
using CsMl.Core.Json;

namespace CsMl.Core.Accounts.Import.Tables;

/// <summary>
/// Reads the rows of a table: finds the header, decides from the first rows how each column writes numbers and dates,
/// and turns each row into JSON.
/// </summary>
internal sealed class TableReader(ImportOptions options, ImportFindings findings)
{
    /// <summary>Rows from which the formats of columns are decided.</summary>
    private const int SampleRows = 1_000;

    /// <summary>Most characters of the sample that are held in memory.</summary>
    private const int SampleCharacters = 16 * 1024 * 1024;

    /// <summary>Rows in which the header is looked for: reports have a title and filters above it.</summary>
    private const int HeaderRows = 20;

    public const int MostColumns = 1_000;

    private readonly FieldSet _fields = FieldSets.Table(options.Kind);
    private readonly HashSet<int> _known = [];
    private IReadOnlyList<Cell> _header = [];
    private int _headerLine = 1;

    /// <param name="rows">The rows; the cells of one stay valid after the next is read.</param>
    public async IAsyncEnumerable<ImportRow> ReadAsync(
        IAsyncEnumerable<TableRow> rows,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        await using var row = rows.GetAsyncEnumerator(cancellation);
        var (columns, above) = await ReadHeaderAsync(row);
        var sample = columns.Count == 0 ? [] : await ReadSampleAsync(row);
        var fault = columns.Count == 0 ? HeaderFault(above) : Decide(ref columns, sample);
        if (fault is { } refused)
        {
            yield return refused;
            await foreach (var notRead in NotReadAsync(refused.Line, columns.Count == 0 ? above : sample, row))
            {
                yield return notRead;
            }

            yield break;
        }

        using var write = new WriteRow(columns);
        var footer = new ReportFooter(columns.Count, findings);
        foreach (var passed in sample.SelectMany(footer.Pass))
        {
            yield return Convert(passed, write);
        }

        while (await row.MoveNextAsync())
        {
            foreach (var passed in footer.Pass(row.Current))
            {
                yield return Convert(passed, write);
            }
        }

        foreach (var passed in footer.End())
        {
            yield return Convert(passed, write);
        }
    }

    /// <summary>
    /// The rows of a file that is refused: all of them fail, and the first of them is counted with the reason.
    /// </summary>
    private static async IAsyncEnumerable<ImportRow> NotReadAsync(
        int faultLine,
        List<TableRow> held,
        IAsyncEnumerator<TableRow> rest
    )
    {
        var isFirst = true;
        foreach (var row in held.Where(row => !row.IsBlank && row.Line > faultLine))
        {
            if (!isFirst)
            {
                yield return ImportRow.NotRead(row.Line);
            }

            isFirst = false;
        }

        while (await rest.MoveNextAsync())
        {
            if (!rest.Current.IsBlank)
            {
                if (!isFirst)
                {
                    yield return ImportRow.NotRead(rest.Current.Line);
                }

                isFirst = false;
            }
        }
    }

    private static async Task<List<TableRow>> ReadSampleAsync(IAsyncEnumerator<TableRow> rows)
    {
        var sample = new List<TableRow>();
        var characters = 0;
        while (sample.Count < SampleRows && characters < SampleCharacters && await rows.MoveNextAsync())
        {
            sample.Add(rows.Current);
            characters += rows.Current.Cells.Sum(cell => cell.Text.Length);
        }

        return sample;
    }

    /// <summary>
    /// The columns of the first row that names all required fields; none if there is no such row. The rows up to it, or
    /// those that were looked through, are returned, too.
    /// </summary>
    private async Task<(IReadOnlyList<Column> Columns, List<TableRow> Seen)> ReadHeaderAsync(
        IAsyncEnumerator<TableRow> rows
    )
    {
        var seen = new List<TableRow>();
        while (seen.Count < HeaderRows && await rows.MoveNextAsync())
        {
            var row = rows.Current;
            if (row.IsBlank)
            {
                continue;
            }

            seen.Add(row);
            if (row.Problem is not null)
            {
                break;
            }

            var (columns, faults) = TableHeader.Resolve(row.Cells, _fields, options);
            if (faults.Count == 0)
            {
                NameIgnored(row, seen, columns);
                return (columns, seen);
            }
        }

        return ([], seen);
    }

    /// <summary>The faults of the row that looks most like a header; null for a file without rows.</summary>
    private ImportRow? HeaderFault(List<TableRow> seen)
    {
        if (seen.Count == 0)
        {
            return null;
        }

        if (seen[^1].Problem is { } problem)
        {
            return ImportRow.Refused(seen[^1].Line, problem);
        }

        var (line, faults) = seen.Select(row => (row.Line, TableHeader.Resolve(row.Cells, _fields, options).Faults))
            .MinBy(row => row.Faults.Count);
        return new ImportRow(line, default, [.. faults.Skip(1)], faults[0]);
    }

    private void NameIgnored(TableRow header, List<TableRow> seen, IReadOnlyList<Column> columns)
    {
        (_header, _headerLine) = (header.Cells, header.Line);
        _known.UnionWith(columns.Select(column => column.Index));
        if (seen.Count > 1)
        {
            findings.Warn(
                seen[0].Line,
                new FieldError("", $"The rows above the header in line {header.Line} were passed over.")
            );
        }

        for (var i = 0; i < header.Cells.Count; i++)
        {
            if (!_known.Contains(i) && header.Cells[i].AsText() is { Length: > 0 } name)
            {
                findings.Ignore(name, _fields.Nearest(name));
            }
        }
    }

    /// <summary>Decides the format of each column; what is not decided is a fault.</summary>
    private ImportRow? Decide(ref IReadOnlyList<Column> columns, List<TableRow> sample)
    {
        if (_header.Count > MostColumns)
        {
            return ImportRow.Refused(
                _headerLine,
                $"The header has {_header.Count} columns; leave out those that are not needed."
            );
        }

        var decided = columns.Select(column => DecideColumn.Of(column, sample, options)).ToList();
        columns = [.. decided.Select(d => d.Column)];
        List<FieldError> faults =
        [
            .. decided.Where(d => d.Fault is not null).Select(d => new FieldError(d.Column.Field.Name, d.Fault!)),
        ];
        return faults.Count == 0 ? null : new ImportRow(_headerLine, default, [.. faults.Skip(1)], faults[0]);
    }

    private ImportRow Convert(TableRow row, WriteRow write)
    {
        if (row.Problem is { } problem)
        {
            return ImportRow.Refused(row.Line, problem);
        }

        for (var i = _header.Count; i < row.Cells.Count; i++)
        {
            if (!row.Cells[i].IsBlank)
            {
                return ImportRow.Refused(
                    row.Line,
                    $"The row has {row.Cells.Count} fields and the header {_header.Count}; put values with commas in quotes."
                );
            }
        }

        NameUntitled(row);
        return write.Of(row);
    }

    private void NameUntitled(TableRow row)
    {
        for (var i = 0; i < row.Cells.Count; i++)
        {
            if (!row.Cells[i].IsBlank && _header[i].IsBlank)
            {
                findings.Ignore($"(column {i + 1})", null);
            }
        }
    }
}
