using System.Runtime.CompilerServices;
using CsMl.Core.Json;

namespace CsMl.Core.Accounts.Import.Tables;

/// <summary>
/// Reads the rows of a table: finds the header, decides from the first rows how each column writes numbers and dates,
/// and turns each row into JSON.
/// </summary>
/// <param name="isAccount">Whether there is an account of an id.</param>
internal sealed class TableReader(
    ImportOptions options,
    ImportFindings findings,
    Func<string, CancellationToken, Task<bool>> isAccount
)
{
    /// <summary>Rows from which the formats of columns are decided.</summary>
    private const int SampleRows = 1_000;

    /// <summary>Most characters of the sample that are held in memory.</summary>
    private const int SampleCharacters = 16 * 1024 * 1024;

    public const int MostColumns = 1_000;

    private readonly FieldSet _fields = FieldSets.Table(options.Kind);
    private IReadOnlyList<Cell> _header = [];
    private int _headerLine = 1;

    /// <param name="rows">The rows; the cells of one stay valid after the next is read.</param>
    public async IAsyncEnumerable<ImportRow> ReadAsync(
        IAsyncEnumerable<TableRow> rows,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        await using var row = rows.GetAsyncEnumerator(cancellation);
        var search = new HeaderSearch(_fields, options);
        var found = await search.FindAsync(row);
        List<TableRow> sample = [];
        IReadOnlyList<Column> columns = [];
        var fault = search.Fault(found?.Row);
        if (fault is null && found is var (header, resolved))
        {
            (_header, _headerLine) = (header.Cells, header.Line);
            sample = await ReadSampleAsync(row);
            (columns, fault) = await DecideAsync(resolved, sample, cancellation);
            NamePassedOver(search.Seen);
        }

        if (fault is { } refused)
        {
            yield return refused;
            var held = columns.Count > 0 || sample.Count > 0 ? sample : search.Seen;
            await foreach (var notRead in NotReadAsync(refused.Line, held, row))
            {
                yield return notRead;
            }

            yield break;
        }

        using var write = new WriteRow(columns, _fields, options.Style);
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
        IReadOnlyList<TableRow> held,
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
    /// The columns with the format of each. What is not decided by the rows is a fault, before any of them is stored.
    /// </summary>
    private async Task<(IReadOnlyList<Column> Columns, ImportRow? Fault)> DecideAsync(
        ResolvedHeader header,
        List<TableRow> sample,
        CancellationToken cancellation
    )
    {
        var (columns, rivalry) = await DecideAccountAsync(header, sample, cancellation);
        var decided = columns.Select(column => DecideColumn.Of(column, sample, options)).ToList();
        columns = [.. decided.Select(d => d.Column)];
        NameIgnored(columns);
        List<FieldError> faults =
        [
            .. rivalry,
            .. decided.Where(d => d.Fault is not null).Select(d => new FieldError(d.Column.Field.Name, d.Fault!)),
        ];
        return (
            columns,
            faults.Count == 0 ? null : new ImportRow(_headerLine, default, [.. faults.Skip(1)], faults[0])
        );
    }

    /// <summary>The columns, with the one of several that names the account.</summary>
    private async Task<(IReadOnlyList<Column> Columns, IReadOnlyList<FieldError> Faults)> DecideAccountAsync(
        ResolvedHeader header,
        List<TableRow> sample,
        CancellationToken cancellation
    )
    {
        if (header.Rivals.Count == 0)
        {
            return (header.Columns, []);
        }

        var chosen = header.Rivals[0];
        if (options.Kind != ImportKind.Accounts)
        {
            var (column, fault) = await new AccountColumn(isAccount).ChooseAsync(
                header.Rivals,
                sample,
                options.Style,
                cancellation
            );
            if (fault is { } undecided)
            {
                return (header.Columns, [undecided]);
            }

            chosen = column!;
        }

        if (AccountColumn.Warning(chosen, header.Rivals, options.Style) is { } warning)
        {
            findings.Warn(_headerLine, warning);
        }

        var others = header.Columns.Where(c => c.Field != chosen.Field);
        return ([.. others.Append(chosen).OrderBy(c => c.Index)], []);
    }

    private void NamePassedOver(IReadOnlyList<TableRow> seen)
    {
        if (seen.Count > 1)
        {
            findings.Warn(
                seen[0].Line,
                new FieldError("", $"The rows above the header in line {_headerLine} were passed over.")
            );
        }
    }

    /// <summary>Names the columns that are not read, but for those that the caller says to ignore.</summary>
    private void NameIgnored(IReadOnlyList<Column> columns)
    {
        var known = columns.Select(column => column.Index).ToHashSet();
        for (var i = 0; i < _header.Count; i++)
        {
            if (!known.Contains(i) && _header[i].AsText() is { Length: > 0 } name && !options.Ignores(name))
            {
                findings.Ignore(name, _fields.Nearest(name));
            }
        }
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
