using System.Text;
using System.Text.Unicode;
using CsMl.Core.Json;

namespace CsMl.Core.Accounts.Import.Tables;

/// <summary>
/// Splits a CSV record into its values. The file is UTF-8, or Windows-1252 if it is no UTF-8: the first record with a
/// letter beyond ASCII decides.
/// </summary>
internal sealed class SplitRecord(ImportFindings findings)
{
    private const byte Quote = (byte)'"';

    /// <summary>As many columns as a sheet has.</summary>
    private const int MostValues = 16_384;

    private static readonly Encoding Windows1252 = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    private Encoding? _encoding;
    private int _values = 8;

    public byte Separator { get; set; }

    public TableRow Of(ReadOnlySpan<byte> record, int line)
    {
        if (!Decides(record, line))
        {
            return new TableRow(line, [], "The text is not UTF-8; save the file as UTF-8 (in Excel: CSV UTF-8).");
        }

        var cells = new List<Cell>(_values);
        var rest = record;
        while (true)
        {
            if (cells.Count == MostValues)
            {
                return new TableRow(line, [], $"The row has more than {MostValues:#,0} values; check the separators.");
            }

            var start = rest.IndexOfAnyExcept(Separator == '\t' ? " "u8 : " \t"u8);
            var (length, cell) = start >= 0 && rest[start] == Quote ? Quoted(rest[start..]) : Plain(rest);
            if (cell is not { } value)
            {
                return new TableRow(
                    line,
                    [],
                    $"{Lines(line, record)} text behind a closing quote; close each quote once, and write a quote within a value twice."
                );
            }

            cells.Add(value);
            length += start >= 0 && rest[start] == Quote ? start : 0;
            if (length == rest.Length)
            {
                _values = cells.Count;
                return new TableRow(line, cells);
            }

            rest = rest[(length + 1)..];
        }
    }

    /// <summary>False for a record that is no UTF-8 in a file that is.</summary>
    private bool Decides(ReadOnlySpan<byte> record, int line)
    {
        if (ReferenceEquals(_encoding, Windows1252) || Ascii.IsValid(record))
        {
            return true;
        }

        if (Utf8.IsValid(record))
        {
            _encoding = Encoding.UTF8;
            return true;
        }

        if (_encoding is not null)
        {
            return false;
        }

        _encoding = Windows1252;
        findings.Warn(
            line,
            new FieldError("", "The file is not UTF-8 and was read as Windows-1252 (in Excel: save it as CSV UTF-8).")
        );
        return true;
    }

    private (int Length, Cell? Cell) Plain(ReadOnlySpan<byte> rest)
    {
        var length = rest.IndexOf(Separator) is >= 0 and var at ? at : rest.Length;
        return (length, Bare(Decode(rest[..length])));
    }

    /// <summary>The value in quotes and the bytes up to the separator; no cell if text follows the closing quote.</summary>
    private (int Length, Cell? Cell) Quoted(ReadOnlySpan<byte> rest)
    {
        var end = 1;
        var hasQuotes = false;
        while (true)
        {
            // The record ends outside quotes, so that there is a closing one.
            end += rest[end..].IndexOf(Quote);
            if (end + 1 >= rest.Length || rest[end + 1] != Quote)
            {
                break;
            }

            hasQuotes = true;
            end += 2;
        }

        var text = Decode(rest[1..end]);
        var behind = rest[(end + 1)..];
        var length = behind.IndexOf(Separator) is >= 0 and var at ? at : behind.Length;
        return behind[..length].ContainsAnyExcept(" \t"u8)
            ? (0, null)
            : (end + 1 + length, Bare(hasQuotes ? text.Replace("\"\"", "\"", StringComparison.Ordinal) : text));
    }

    /// <summary>The value without the formula <c>="00123"</c>, in which exports keep ids from losing their zeros in Excel.</summary>
    private static Cell Bare(string text) =>
        CellText.Trim(text) is ['=', '"', .. var inner, '"'] ? Cell.Of(inner) : Cell.Of(text);

    private string Decode(ReadOnlySpan<byte> text) => (_encoding ?? Encoding.UTF8).GetString(text);

    private static string Lines(int first, ReadOnlySpan<byte> record)
    {
        var last = first + record.Count((byte)'\n');
        return last == first ? "The row has" : $"Lines {first} to {last}, read as one row, have";
    }
}
