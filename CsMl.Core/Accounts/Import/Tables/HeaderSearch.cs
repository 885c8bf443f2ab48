namespace CsMl.Core.Accounts.Import.Tables;

/// <summary>Finds the header of a table: reports have a title and filters above it.</summary>
internal sealed class HeaderSearch(FieldSet fields, ImportOptions options)
{
    /// <summary>Rows in which the header is looked for.</summary>
    private const int MostRows = 20;

    private readonly List<TableRow> _seen = [];

    /// <summary>The rows that were looked through and are not blank, up to the header.</summary>
    public IReadOnlyList<TableRow> Seen => _seen;

    /// <summary>
    /// The first row that names all required fields, and what its columns hold; null if there is no such row.
    /// </summary>
    public async Task<(TableRow Row, ResolvedHeader Header)?> FindAsync(IAsyncEnumerator<TableRow> rows)
    {
        while (_seen.Count < MostRows && await rows.MoveNextAsync())
        {
            var row = rows.Current;
            if (row.IsBlank)
            {
                continue;
            }

            _seen.Add(row);
            if (row.Problem is not null)
            {
                break;
            }

            var header = TableHeader.Resolve(row.Cells, fields, options);
            if (header.Faults.Count == 0)
            {
                return (row, header);
            }
        }

        return null;
    }

    /// <summary>
    /// What is wrong with the header: the rows are of another kind, or the faults of the row that looks most like a header.
    /// Null for a header that is right, and for a file without rows.
    /// </summary>
    /// <param name="found">The header; null if there is none.</param>
    public ImportRow? Fault(TableRow? found)
    {
        if (found is { } header)
        {
            return header.Cells.Count > TableReader.MostColumns
                    ? ImportRow.Refused(
                        header.Line,
                        $"The header has {header.Cells.Count} columns; leave out those that are not needed."
                    )
                : FitKind.Fault(Names(header), options) is { } kind ? new ImportRow(header.Line, default, [], kind)
                : null;
        }

        if (_seen.Count == 0)
        {
            return null;
        }

        if (_seen[^1].Problem is { } problem)
        {
            return ImportRow.Refused(_seen[^1].Line, problem);
        }

        foreach (var row in _seen)
        {
            if (FitKind.Fault(Names(row), options) is { } kind)
            {
                return new ImportRow(row.Line, default, [], kind);
            }
        }

        var (line, faults) = _seen
            .Select(row => (row.Line, TableHeader.Resolve(row.Cells, fields, options).Faults))
            .MinBy(row => row.Faults.Count);
        return new ImportRow(line, default, [.. faults.Skip(1)], faults[0]);
    }

    private static List<string> Names(TableRow row) =>
        [.. row.Cells.Select(cell => cell.AsText()).OfType<string>().Where(name => name.Length > 0)];
}
