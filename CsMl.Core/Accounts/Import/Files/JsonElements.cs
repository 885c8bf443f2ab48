using System.Runtime.CompilerServices;

namespace CsMl.Core.Accounts.Import.Files;

/// <summary>
/// Splits a JSON array, or objects that follow each other and span lines, into their elements without parsing them. It
/// holds one element at a time.
/// </summary>
internal sealed class JsonElements(Stream input)
{
    private readonly ScanBuffer _buffer = new(input);
    private bool _isArray;
    private bool _isClosed;

    public async IAsyncEnumerable<ImportRow> ReadAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        try
        {
            if (await SkipAsync(isFirst: true, cancellation) && _buffer[_buffer.Start] == '[')
            {
                _isArray = true;
                _buffer.Start = ++_buffer.Scanned;
            }

            while (await SkipAsync(isFirst: false, cancellation))
            {
                yield return await NextAsync(cancellation);
            }

            if (_isArray && !_isClosed)
            {
                yield return ImportRow.Refused(
                    _buffer.Line,
                    "The file ends before its list does; what followed is missing."
                );
            }
        }
        finally
        {
            _buffer.Release();
        }
    }

    /// <summary>Moves to the next element; false at the end of the file.</summary>
    private async Task<bool> SkipAsync(bool isFirst, CancellationToken cancellation)
    {
        while (true)
        {
            for (; _buffer.Scanned < _buffer.End; _buffer.Scanned++)
            {
                var b = _buffer[_buffer.Scanned];
                if (b == ']' && _isArray && !_isClosed)
                {
                    _isClosed = true;
                }
                else if (b is not ((byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n') && (isFirst || b != ','))
                {
                    _buffer.Pass();
                    return true;
                }
            }

            _buffer.Pass();
            if (_buffer.IsOver)
            {
                return false;
            }

            await _buffer.FillAsync(cancellation);
        }
    }

    private async Task<ImportRow> NextAsync(CancellationToken cancellation)
    {
        var scanner = new ElementScanner(_buffer[_buffer.Start] == '{');
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

        isTooLong |= _buffer.Length > LineReader.MaxLineBytes;
        var element = _buffer.Record;
        var isWhole = !_buffer.IsOver || scanner.IsOver;
        _buffer.Pass();
        return !isTooLong ? new ImportRow(line, element, [])
            : isWhole
                ? ImportRow.Refused(line, $"The entry is longer than {LineReader.MaxLineBytes} bytes; shorten it.")
            : ImportRow.Refused(line, $"The entry never ends; nothing behind line {line} was read.");
    }

    private bool Scan(ref ElementScanner scanner)
    {
        while (_buffer.Scanned < _buffer.End)
        {
            if (scanner.IsEnd(_buffer[_buffer.Scanned]))
            {
                return true;
            }

            _buffer.Scanned++;
            if (scanner.IsOver)
            {
                return true;
            }
        }

        return false;
    }
}
