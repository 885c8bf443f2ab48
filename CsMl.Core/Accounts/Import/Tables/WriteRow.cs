using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using CsMl.Core.Accounts.Vocabulary;
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

    private const string Currency = "currency";

    private readonly ArrayBufferWriter<byte> _json = new(1024);
    private readonly Utf8JsonWriter _writer;
    private readonly RowObject[] _objects;
    private readonly OptionStyle _style;

    /// <summary>The problems of the last row.</summary>
    private List<FieldError> _problems = [];

    /// <summary>What stands beside the amounts of the object that is being written, and the column that has it.</summary>
    private (Column Column, string Mark)? _mark;

    /// <param name="columns">The columns that are read.</param>
    /// <param name="fields">The fields of the kind; an object of which one is a currency gets that of its amounts.</param>
    public WriteRow(IReadOnlyList<Column> columns, FieldSet fields, OptionStyle style)
    {
        _style = style;
        _writer = new Utf8JsonWriter(_json, Plain);
        // The row itself is the object without a name, and first.
        var withCurrency = fields.Fields.Where(IsCurrency).Select(ObjectOf).ToHashSet(StringComparer.Ordinal);
        _objects =
        [
            .. columns
                .GroupBy(c => ObjectOf(c.Field), StringComparer.Ordinal)
                .OrderBy(g => g.Key.Length)
                .Select(g => new RowObject(
                    g.Key,
                    [.. g.Where(c => !IsCurrency(c.Field)).Select(c => (c, NameOf(c.Field)))],
                    g.FirstOrDefault(c => IsCurrency(c.Field)),
                    withCurrency.Contains(g.Key)
                )),
        ];
    }

    public ImportRow Of(TableRow row)
    {
        _json.ResetWrittenCount();
        _writer.Reset();
        _problems = [];
        _writer.WriteStartObject();
        foreach (var part in _objects)
        {
            if (part.Name.Length == 0)
            {
                WriteObject(row, part);
            }
            else if (part.Columns.Any(column => !CellOf(row, column).IsBlank))
            {
                _writer.WriteStartObject(part.Name);
                WriteObject(row, part);
                _writer.WriteEndObject();
            }
        }

        _writer.WriteEndObject();
        _writer.Flush();
        return new ImportRow(row.Line, _json.WrittenMemory, _problems);
    }

    public void Dispose() => _writer.Dispose();

    private void WriteObject(TableRow row, RowObject part)
    {
        _mark = null;
        foreach (var (column, name) in part.Values)
        {
            Write(CellOf(row, column), column, name);
        }

        if (part.HasCurrency)
        {
            WriteCurrency(part.Currency is { } column ? CellOf(row, column) : Cell.Blank, part.Currency);
        }
    }

    /// <summary>Writes the currency that the row states, in a column of its own or beside an amount.</summary>
    private void WriteCurrency(Cell cell, Column? column)
    {
        if (cell.IsEmptied)
        {
            _writer.WriteNull(Currency);
            return;
        }

        var told = cell.IsBlank ? null : cell.AsText();
        var (code, problem) = CurrencyWords.Join(told, _mark?.Mark);
        if (code is not null)
        {
            _writer.WriteString(Currency, code);
        }
        else if (problem is not null)
        {
            Leave(told is not null ? column! : _mark!.Value.Column, problem);
        }
    }

    private void Write(Cell cell, Column column, string name)
    {
        if (cell.IsBlank)
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
                    NoteCurrency(cell, column);
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

    private void NoteCurrency(Cell cell, Column column)
    {
        var mark =
            column.Field.Type != FieldType.Money ? null
            : cell.Kind == CellKind.Text ? NumberText.Currency(cell.Text) ?? column.Currency
            : cell.Currency ?? column.Currency;
        if (mark is not null)
        {
            _mark ??= (column, mark);
        }
    }

    private static Cell CellOf(TableRow row, Column column) =>
        column.Index < row.Cells.Count ? row.Cells[column.Index] : Cell.Blank;

    private static bool IsCurrency(ImportField field) => NameOf(field) == Currency;

    /// <summary>The object that the field is in: <c>subscription</c> of <c>subscription.plan</c>, else empty.</summary>
    private static string ObjectOf(ImportField field) => field.Name[..Math.Max(0, field.Name.IndexOf('.'))];

    private static string NameOf(ImportField field) => field.Name[(field.Name.IndexOf('.') + 1)..];

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

    private (decimal? Value, string? Problem) Number(Cell cell, Column column)
    {
        if (cell.Kind == CellKind.Text)
        {
            return CellValue.Number(cell.Text, column.Numbers, column.Top, _style);
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

    private (DateTimeOffset? Value, string? Problem) Instant(Cell cell, Column column)
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
        return cell.Kind == CellKind.Text ? CellValue.Instant(cell.Text, column.Dates, _style)
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

    /// <summary>The row itself, or an object in it.</summary>
    /// <param name="Name">Empty for the row itself.</param>
    /// <param name="Values">The columns but for that of the currency, each with its name in the object.</param>
    /// <param name="HasCurrency">True if the object has a currency, in a column or not.</param>
    private sealed record RowObject(
        string Name,
        IReadOnlyList<(Column Column, string Name)> Values,
        Column? Currency,
        bool HasCurrency
    )
    {
        public IReadOnlyList<Column> Columns { get; } =
        [.. Values.Select(v => v.Column), .. Currency is null ? [] : (Column[])[Currency]];
    }
}
