using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using CsMl.Core.Json;

namespace CsMl.Core.Accounts.Import.Tables;

/// <summary>
/// Writes the cells of a row as the JSON of its kind, so that tables and JSON have the same checks. A cell that is not
/// what its column holds is left out and named.
/// </summary>
internal sealed class WriteRow : IDisposable
{
    /// <summary>The JSON is read back at once and never shown, so that nothing needs to be escaped or checked.</summary>
    private static readonly JsonWriterOptions Plain = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    private readonly ArrayBufferWriter<byte> _json = new(1024);
    private readonly Utf8JsonWriter _writer;
    private readonly Column[] _own;
    private readonly IGrouping<string, Column>[] _nested;

    /// <summary>The problems of the last row.</summary>
    private List<FieldError> _problems = [];

    public WriteRow(IReadOnlyList<Column> columns)
    {
        _writer = new Utf8JsonWriter(_json, Plain);
        _own = [.. columns.Where(c => !c.Field.Name.Contains('.', StringComparison.Ordinal))];
        _nested = [.. columns.Except(_own).GroupBy(c => c.Field.Name.Split('.')[0])];
    }

    public ImportRow Of(TableRow row)
    {
        _json.ResetWrittenCount();
        _writer.Reset();
        _problems = [];
        _writer.WriteStartObject();
        foreach (var column in _own)
        {
            Write(row, column, column.Field.Name);
        }

        foreach (var group in _nested)
        {
            if (group.Any(column => column.Index < row.Cells.Count && !row.Cells[column.Index].IsBlank))
            {
                _writer.WriteStartObject(group.Key);
                foreach (var column in group)
                {
                    Write(row, column, column.Field.Name[(group.Key.Length + 1)..]);
                }

                _writer.WriteEndObject();
            }
        }

        _writer.WriteEndObject();
        _writer.Flush();
        return new ImportRow(row.Line, _json.WrittenMemory, _problems);
    }

    public void Dispose() => _writer.Dispose();

    private void Write(TableRow row, Column column, string name)
    {
        if (column.Index >= row.Cells.Count || row.Cells[column.Index] is not { IsBlank: false } cell)
        {
            return;
        }

        if (cell.IsEmptied)
        {
            _writer.WriteNull(name);
            return;
        }

        switch (column.Field.Type)
        {
            case FieldType.Score or FieldType.Percent or FieldType.Money:
                if (Value(column, Number(cell, column)) is { } number)
                {
                    _writer.WriteNumber(name, number);
                }

                break;
            case FieldType.Instant:
                if (Value(column, Instant(cell, column)) is { } instant)
                {
                    _writer.WriteString(name, instant.UtcDateTime);
                }

                break;
            case FieldType.Flag:
                if (Value(column, Flag(cell)) is { } flag)
                {
                    _writer.WriteBoolean(name, flag);
                }

                break;
            default:
                WriteText(cell, column, name);
                break;
        }
    }

    private void WriteText(Cell cell, Column column, string name)
    {
        if (cell.AsText() is { } text)
        {
            _writer.WriteString(name, text);
        }
        else
        {
            Leave(column, $"'{cell.Shown}' has more digits than a spreadsheet keeps; store the column as text");
        }
    }

    private static (decimal? Value, string? Problem) Number(Cell cell, Column column)
    {
        if (cell.Kind == CellKind.Text)
        {
            return CellValue.Number(cell.Text, column.Numbers, column.Top);
        }

        var number = cell.Kind switch
        {
            CellKind.Number => cell.Number,
            CellKind.Percent => cell.Number * (column.Top ?? 100),
            _ => double.NaN,
        };
        // Fifteen digits are what a spreadsheet shows of a number.
        return
            Math.Abs(number) <= (double)CellValue.MostMoney
            && CellValue.InRange(Math.Round((decimal)number, 10), column.Top) is { } value
            ? (value, null)
            : (null, $"'{cell.Shown}' {CellValue.Rule(column.Top, null)}");
    }

    private static (DateTimeOffset? Value, string? Problem) Instant(Cell cell, Column column)
    {
        DateTimeOffset? instant = cell.Kind switch
        {
            CellKind.Date when cell.Date.Year is >= 1900 and <= 2200 => new DateTimeOffset(
                DateTime.SpecifyKind(cell.Date, DateTimeKind.Utc)
            ),
            // Whole milliseconds since 1970 are larger than any serial.
            CellKind.Number => DateText.OfSerial(cell.Number)
                ?? (Math.Abs(cell.Number) < 1e15 ? DateText.OfEpoch((long)cell.Number) : null),
            _ => null,
        };
        return cell.Kind == CellKind.Text ? CellValue.Instant(cell.Text, column.Dates)
            : instant is null ? (null, $"'{cell.Shown}' {InstantText.Rule}")
            : (instant, null);
    }

    private static (bool? Value, string? Problem) Flag(Cell cell) => CellValue.Flag(cell.AsText() ?? cell.Shown);

    private T? Value<T>(Column column, (T? Value, string? Problem) read)
        where T : struct
    {
        if (read.Problem is { } problem)
        {
            Leave(column, problem);
        }

        return read.Value;
    }

    private void Leave(Column column, string problem) => _problems.Add(new FieldError(column.Field.Name, problem));
}
