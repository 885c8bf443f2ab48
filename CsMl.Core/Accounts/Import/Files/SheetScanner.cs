namespace CsMl.Core.Accounts.Import.Files;

/// <summary>
/// Looks through the XML of a sheet, piece by piece, for what the library would read without a bound or not at all: texts
/// of any length, and cells with an error.
/// </summary>
internal sealed class SheetScanner
{
    /// <summary>A cell holds 32,767 characters, of which each may be escaped.</summary>
    private const int MostText = 1024 * 1024;

    private const int MostErrorCells = 100_000;

    /// <summary>The mark of a cell is short; longer ones are cut off.</summary>
    private readonly byte[] _mark = new byte[256];
    private readonly HashSet<(int Row, int Column)> _errorCells = [];
    private int _length;
    private int _sinceMark;

    public IReadOnlySet<(int Row, int Column)> ErrorCells => _errorCells;

    public void Read(ReadOnlySpan<byte> bytes)
    {
        while (bytes.IndexOf((byte)'<') is >= 0 and var at)
        {
            Add(bytes[..at]);
            Look(_mark.AsSpan(0, _length));
            (_length, _sinceMark) = (0, 0);
            bytes = bytes[(at + 1)..];
        }

        Add(bytes);
    }

    private void Add(ReadOnlySpan<byte> bytes)
    {
        _sinceMark += bytes.Length;
        if (_sinceMark > MostText)
        {
            throw new ImportFormatException("The workbook has a cell larger than a cell can be.");
        }

        var kept = bytes[..Math.Min(bytes.Length, _mark.Length - _length)];
        kept.CopyTo(_mark.AsSpan(_length));
        _length += kept.Length;
    }

    private void Look(ReadOnlySpan<byte> mark)
    {
        if (mark.IndexOf((byte)'>') is not (>= 0 and var end) || mark[..end].IndexOf(" t=\"e\""u8) < 0)
        {
            return;
        }

        if (mark[..end].IndexOf(" r=\""u8) is >= 0 and var at && Reference(mark[(at + 4)..end]) is { } cell)
        {
            _errorCells.Add(cell);
        }

        if (_errorCells.Count > MostErrorCells)
        {
            throw new ImportFormatException(
                "The workbook is full of formulas that failed; mend them, or store values."
            );
        }
    }

    /// <summary>Row and column of a reference such as <c>AB12</c>.</summary>
    private static (int Row, int Column)? Reference(ReadOnlySpan<byte> text)
    {
        var (row, column) = (0, 0);
        foreach (var b in text)
        {
            if (b is >= (byte)'A' and <= (byte)'Z' && row == 0 && column < 100_000)
            {
                column = column * 26 + (b - 'A' + 1);
            }
            else if (b is >= (byte)'0' and <= (byte)'9' && row < 10_000_000)
            {
                row = row * 10 + (b - '0');
            }
            else
            {
                break;
            }
        }

        return row > 0 && column > 0 ? (row, column) : null;
    }
}
