using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Text.Json;
using CsMl.Core.Accounts.Import.Tables;
using CsMl.Core.Json;

namespace CsMl.Core.Accounts.Import.Files;

/// <summary>
/// Looks at the first objects of a JSON file before any is imported: a file of another kind, or one whose texts contradict
/// an option, is refused as a table is.
/// </summary>
internal sealed class JsonRows(ImportOptions options)
{
    /// <summary>Objects whose fields tell what the rows are.</summary>
    private const int KindRows = 20;

    /// <summary>Objects that may contradict an option, as many as of a table.</summary>
    private const int OptionRows = 1_000;

    /// <summary>Most bytes that are held in memory, but for one object.</summary>
    private const int MostBytes = 4 * 1024 * 1024;

    private readonly FieldSet _fields = FieldSets.Table(options.Kind);

    public async IAsyncEnumerable<ImportRow> CheckAsync(
        IAsyncEnumerable<ImportRow> rows,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        await using var row = rows.GetAsyncEnumerator(cancellation);
        var first = new List<ImportRow>();
        var end = await HoldAsync(row, first);
        if (Fault(first) is { } fault)
        {
            var line = first.Count > 0 ? first[0].Line : 1;
            yield return new ImportRow(line, default, [.. fault.Skip(1)], fault[0]);
            foreach (var held in first.Skip(1))
            {
                yield return ImportRow.NotRead(held.Line);
            }

            while (end is null && await row.MoveNextAsync())
            {
                yield return ImportRow.NotRead(row.Current.Line);
            }
        }
        else
        {
            foreach (var held in first)
            {
                yield return held;
            }

            while (end is null && await row.MoveNextAsync())
            {
                yield return row.Current;
            }
        }

        // Told behind the rows before it, as without looking ahead.
        end?.Throw();
    }

    /// <summary>Holds copies of the first rows.</summary>
    /// <returns>What ended the file early; null if nothing did so far.</returns>
    private async Task<ExceptionDispatchInfo?> HoldAsync(IAsyncEnumerator<ImportRow> rows, List<ImportRow> first)
    {
        var most = options.Numbers is null && options.Dates is null ? KindRows : OptionRows;
        var bytes = 0;
        try
        {
            while (first.Count < most && bytes < MostBytes && await rows.MoveNextAsync())
            {
                first.Add(rows.Current with { Json = rows.Current.Json.ToArray() });
                bytes += rows.Current.Json.Length;
            }

            return null;
        }
        catch (Exception e) when (e is ImportFormatException or InvalidDataException or BodyTooLargeException)
        {
            return ExceptionDispatchInfo.Capture(e);
        }
    }

    private IReadOnlyList<FieldError>? Fault(List<ImportRow> first)
    {
        var names = new List<string>();
        var sample = first.ConvertAll(row => new TableRow(row.Line, Texts(row.Json.Span, names)));
        if (FitKind.Fault(names, options) is { } kind)
        {
            return [kind];
        }

        List<FieldError> faults = [.. names.Select((name, i) => Contradiction(name, i, sample)).OfType<FieldError>()];
        return faults.Count == 0 ? null : faults;
    }

    /// <summary>What is wrong with reading the texts of a field as the options say; null if nothing is.</summary>
    private FieldError? Contradiction(string name, int index, List<TableRow> sample)
    {
        if (_fields.Find(name)?.Field is not { } field)
        {
            return null;
        }

        // Without an option each text is read alone.
        var isChosen = field.Type == FieldType.Instant ? options.Dates is not null : options.Numbers is not null;
        return isChosen && DecideColumn.Of(new Column(index, name, field), sample, options).Fault is { } fault
            ? new FieldError(field.Name, fault)
            : null;
    }

    /// <summary>The texts of an object, each at the place of its field's name; new names are added.</summary>
    private static Cell[] Texts(ReadOnlySpan<byte> json, List<string> names)
    {
        var cells = new List<Cell>();
        try
        {
            var reader = new Utf8JsonReader(json);
            reader.Read();
            while (
                reader.TokenType != JsonTokenType.None
                && reader.Read()
                && reader is { TokenType: JsonTokenType.PropertyName, CurrentDepth: 1 }
            )
            {
                var index = IndexOf(reader.GetString()!, names);
                reader.Read();
                while (index >= cells.Count && index < TableReader.MostColumns)
                {
                    cells.Add(Cell.Blank);
                }

                if (reader.TokenType == JsonTokenType.String && index < cells.Count)
                {
                    cells[index] = Cell.Of(reader.GetString()!);
                }

                reader.Skip();
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // What is wrong with the object is said when it is read.
        }

        return [.. cells];
    }

    private static int IndexOf(string name, List<string> names)
    {
        var index = names.IndexOf(name);
        if (index >= 0 || names.Count == TableReader.MostColumns)
        {
            return index >= 0 ? index : TableReader.MostColumns;
        }

        names.Add(name);
        return names.Count - 1;
    }
}
