using System.Buffers;
using System.Runtime.CompilerServices;

namespace CsMl.Core.Accounts.Import.Tables;

/// <summary>
/// Reads the records of a CSV file, one at a time: with any of the usual separators, line breaks within quotes, and
/// records that are too long passed over to their end.
/// </summary>
internal sealed class DelimitedRows(Stream input, ImportFindings findings)
{
    private const int BufferSize = 128 * 1024;
    private const string Unclosed = "A quote in the row is never closed; nothing behind line";

    private readonly SplitRecord _split = new(findings);
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
    private int _start;
    private int _scanned;
    private int _end;
    private int _line = 1;
    private bool _isOver;
    private bool _skipsLineFeed;

    public async IAsyncEnumerable<TableRow> ReadAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        try
        {
            while (!_isOver && _end < BufferSize)
            {
                await FillAsync(cancellation);
            }

            _split.Separator = ReadDeclaredSeparator() ?? Separator.Find(_buffer.AsSpan(0, _end));
            while (await NextAsync(cancellation) is { } row)
            {
                yield return row;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(_buffer);
        }
    }

    /// <summary>The separator of a first line <c>sep=;</c>, with which Excel is told of it; null without such a line.</summary>
    private byte? ReadDeclaredSeparator()
    {
        var start = _buffer.AsSpan(0, _end);
        if (start.Length < 6 || !start.StartsWith("sep="u8) || start[5] is not ((byte)'\n' or (byte)'\r'))
        {
            return null;
        }

        (_start, _scanned, _line, _skipsLineFeed) = (6, 6, 2, start[5] == '\r');
        return start[4];
    }

    private async Task<TableRow?> NextAsync(CancellationToken cancellation)
    {
        await SkipLineFeedAsync(cancellation);
        var scanner = new RecordScanner(_split.Separator);
        var line = _line;
        while (!Scan(ref scanner))
        {
            if (_isOver)
            {
                return _start == _end ? null : Last(line, scanner.IsInQuotes);
            }

            if (_scanned - _start > LineReader.MaxLineBytes)
            {
                return await PassOverAsync(line, scanner, cancellation);
            }

            await FillAsync(cancellation);
        }

        var row =
            _scanned - _start > LineReader.MaxLineBytes
                ? TooLong(line)
                : _split.Of(_buffer.AsSpan(_start, _scanned - _start), line);
        EndRecord();
        return row;
    }

    /// <summary>True if the end of the record is in the buffer: its line break is the byte at <c>_scanned</c>.</summary>
    private bool Scan(ref RecordScanner scanner)
    {
        var separators = 0;
        for (; _scanned < _end; _scanned++)
        {
            if (scanner.Step(_buffer[_scanned], ref separators))
            {
                return true;
            }
        }

        return false;
    }

    private TableRow Last(int line, bool isInQuotes)
    {
        var record = _buffer.AsSpan(_start, _end - _start);
        _start = _end;
        return isInQuotes ? new TableRow(line, [], $"{Unclosed} {line} was read.") : _split.Of(record, line);
    }

    /// <summary>Discards the record that is too long, up to its end.</summary>
    private async Task<TableRow> PassOverAsync(int line, RecordScanner scanner, CancellationToken cancellation)
    {
        while (true)
        {
            CountLines();
            _start = _scanned = _end;
            if (_isOver)
            {
                return scanner.IsInQuotes ? new TableRow(line, [], $"{Unclosed} {line} was read.") : TooLong(line);
            }

            await FillAsync(cancellation);
            if (Scan(ref scanner))
            {
                EndRecord();
                return TooLong(line);
            }
        }
    }

    private void EndRecord()
    {
        CountLines();
        _line++;
        _skipsLineFeed = _buffer[_scanned] == '\r';
        _start = ++_scanned;
    }

    private void CountLines() => _line += _buffer.AsSpan(_start, _scanned - _start).Count((byte)'\n');

    private async Task SkipLineFeedAsync(CancellationToken cancellation)
    {
        if (!_skipsLineFeed)
        {
            return;
        }

        while (_start == _end && !_isOver)
        {
            await FillAsync(cancellation);
        }

        _skipsLineFeed = false;
        if (_start < _end && _buffer[_start] == '\n')
        {
            _start = ++_scanned;
        }
    }

    /// <summary>Reads more behind what is in the buffer, which moves to its beginning or to a larger one.</summary>
    private async Task FillAsync(CancellationToken cancellation)
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _scanned, _end) = (0, _scanned - _start, _end - _start);
        }

        if (_end == _buffer.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(2 * _buffer.Length);
            _buffer.AsSpan(0, _end).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }

        var read = await input.ReadAsync(_buffer.AsMemory(_end), cancellation);
        _end += read;
        _isOver = read == 0;
    }

    private static TableRow TooLong(int line) =>
        new(line, [], $"The row is longer than {LineReader.MaxLineBytes} bytes; shorten it.");
}
