using System.Buffers;
using System.Runtime.CompilerServices;

namespace CsMl.Core.Accounts.Import.Files;

/// <summary>
/// Splits a JSON array, or objects that follow each other and span lines, into their elements without parsing them. It
/// holds one element at a time.
/// </summary>
internal sealed class JsonElements(Stream input)
{
    private const int BufferSize = 128 * 1024;

    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
    private int _start;
    private int _scanned;
    private int _end;
    private int _line = 1;
    private bool _isOver;
    private bool _isArray;
    private bool _isClosed;

    public async IAsyncEnumerable<ImportRow> ReadAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        try
        {
            await FillAsync(cancellation);
            if (await SkipAsync(isFirst: true, cancellation) && _buffer[_start] == '[')
            {
                (_isArray, _start, _scanned) = (true, _start + 1, _start + 1);
            }

            while (await SkipAsync(isFirst: false, cancellation))
            {
                yield return await NextAsync(cancellation);
            }

            if (_isArray && !_isClosed)
            {
                yield return ImportRow.Refused(_line, "The file ends before its list does; what followed is missing.");
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(_buffer);
        }
    }

    /// <summary>Moves to the next element; false at the end of the file.</summary>
    private async Task<bool> SkipAsync(bool isFirst, CancellationToken cancellation)
    {
        while (true)
        {
            for (; _start < _end; _start++)
            {
                var b = _buffer[_start];
                if (b == ']' && _isArray && !_isClosed)
                {
                    _isClosed = true;
                }
                else if (b is not ((byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n') && (isFirst || b != ','))
                {
                    _scanned = _start;
                    return true;
                }

                _line += b == '\n' ? 1 : 0;
            }

            if (_isOver)
            {
                return false;
            }

            _scanned = _start;
            await FillAsync(cancellation);
        }
    }

    private async Task<ImportRow> NextAsync(CancellationToken cancellation)
    {
        var scanner = new ElementScanner(_buffer[_start] == '{');
        var line = _line;
        var isTooLong = false;
        while (!Scan(ref scanner) && !_isOver)
        {
            if (_scanned - _start > LineReader.MaxLineBytes)
            {
                // Its bytes are discarded as they arrive, up to its end.
                isTooLong = true;
                CountLines();
                _start = _scanned;
            }

            await FillAsync(cancellation);
        }

        isTooLong |= _scanned - _start > LineReader.MaxLineBytes;
        var element = _buffer.AsMemory(_start, _scanned - _start);
        CountLines();
        var isWhole = !_isOver || scanner.IsOver;
        _start = _scanned;
        return !isTooLong ? new ImportRow(line, element, [])
            : isWhole
                ? ImportRow.Refused(line, $"The entry is longer than {LineReader.MaxLineBytes} bytes; shorten it.")
            : ImportRow.Refused(line, $"The entry never ends; nothing behind line {line} was read.");
    }

    private bool Scan(ref ElementScanner scanner)
    {
        while (_scanned < _end)
        {
            if (scanner.IsEnd(_buffer[_scanned]))
            {
                return true;
            }

            _scanned++;
            if (scanner.IsOver)
            {
                return true;
            }
        }

        return false;
    }

    private void CountLines() => _line += _buffer.AsSpan(_start, _scanned - _start).Count((byte)'\n');

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
}
