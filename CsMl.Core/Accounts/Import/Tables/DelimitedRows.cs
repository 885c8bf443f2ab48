using System.Runtime.CompilerServices;

namespace CsMl.Core.Accounts.Import.Tables;

/// <summary>
/// Reads the records of a CSV file, one at a time: with any of the usual separators, line breaks within quotes, and
/// records that are too long passed over to their end.
/// </summary>
internal sealed class DelimitedRows(Stream input, ImportFindings findings)
{
    private readonly SplitRecord _split = new(findings);
    private readonly ScanBuffer _buffer = new(input);
    private bool _skipsLineFeed;

    public async IAsyncEnumerable<TableRow> ReadAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        try
        {
            while (!_buffer.IsOver && _buffer.End < ScanBuffer.Size)
            {
                await _buffer.FillAsync(cancellation);
            }

            _split.Separator = ReadDeclaredSeparator() ?? Separator.Find(_buffer.All);
            while (await NextAsync(cancellation) is { } row)
            {
                yield return row;
            }
        }
        finally
        {
            _buffer.Release();
        }
    }

    /// <summary>
    /// The separator of a first line <c>sep=;</c>, with which Excel is told of it; null without such a line.
    /// </summary>
    private byte? ReadDeclaredSeparator()
    {
        var start = _buffer.All;
        if (start.Length < 6 || !start.StartsWith("sep="u8) || start[5] is not ((byte)'\n' or (byte)'\r'))
        {
            return null;
        }

        _buffer.Start = _buffer.Scanned = 6;
        _buffer.Line = 2;
        _skipsLineFeed = start[5] == '\r';
        return start[4];
    }

    private async Task<TableRow?> NextAsync(CancellationToken cancellation)
    {
        await SkipLineFeedAsync(cancellation);
        var scanner = new RecordScanner(_split.Separator);
        var line = _buffer.Line;
        var isTooLong = false;
        while (!Scan(ref scanner) && !_buffer.IsOver)
        {
            if (_buffer.Length > LineReader.MaxLineBytes)
            {
                // Its bytes are discarded as they arrive, up to its end.
                isTooLong = true;
                _buffer.Pass();
            }

            await _buffer.FillAsync(cancellation);
        }

        if (_buffer.IsOver && _buffer.Scanned == _buffer.End && _buffer.Length == 0 && !isTooLong)
        {
            return null;
        }

        var row =
            scanner.IsInQuotes
                ? new TableRow(line, [], $"A quote in the row is never closed; nothing behind line {line} was read.")
            : isTooLong || _buffer.Length > LineReader.MaxLineBytes
                ? new TableRow(line, [], $"The row is longer than {LineReader.MaxLineBytes} bytes; shorten it.")
            : _split.Of(_buffer.Record.Span, line);
        _buffer.Pass();
        EndLine();
        return row;
    }

    /// <summary>True if the line break that ends the record is in the buffer: it is the next byte.</summary>
    private bool Scan(ref RecordScanner scanner)
    {
        var separators = 0;
        for (; _buffer.Scanned < _buffer.End; _buffer.Scanned++)
        {
            if (scanner.Step(_buffer[_buffer.Scanned], ref separators))
            {
                return true;
            }
        }

        return false;
    }

    private void EndLine()
    {
        if (_buffer.Scanned < _buffer.End)
        {
            _skipsLineFeed = _buffer[_buffer.Scanned] == '\r';
            _buffer.Start = ++_buffer.Scanned;
            _buffer.Line++;
        }
    }

    private async Task SkipLineFeedAsync(CancellationToken cancellation)
    {
        while (_skipsLineFeed && _buffer.Start == _buffer.End && !_buffer.IsOver)
        {
            await _buffer.FillAsync(cancellation);
        }

        if (_skipsLineFeed && _buffer.Start < _buffer.End && _buffer[_buffer.Start] == '\n')
        {
            _buffer.Start = ++_buffer.Scanned;
        }

        _skipsLineFeed = false;
    }
}
