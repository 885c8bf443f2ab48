using CsMl.Core.Json;

namespace CsMl.Core.Accounts.Import.Tables;

/// <summary>
/// Decides how a column writes its numbers or dates, from the rows at its beginning. What is not decided is not guessed:
/// values that can be read in two ways, and of which no other value of the column decides, are a fault.
/// </summary>
internal static class DecideColumn
{
    /// <summary>The format in the file is the majority's only if it outnumbers the others so many times.</summary>
    private const int Majority = 2;

    /// <summary>The column with its format, or why there is none.</summary>
    public static (Column Column, string? Fault) Of(Column column, IEnumerable<TableRow> sample, ImportOptions options)
    {
        var texts = sample
            .Select(row => (row.Line, Text: TextOf(row, column.Index)))
            .Where(cell => cell.Text.Length > 0);
        switch (column.Field.Type)
        {
            case FieldType.Score or FieldType.Percent or FieldType.Money:
                var top = TopOf(column.Field.Type, options.Scale);
                var (numbers, numberFault) = Decide(
                    column,
                    texts,
                    options.Numbers,
                    (text, format) => CellValue.InRange(NumberText.Parse(text, format), top),
                    "--numbers"
                );
                return (column with { Numbers = numbers, Top = top }, numberFault);
            case FieldType.Instant:
                var (dates, dateFault) = Decide(column, texts, options.Dates, DateText.Parse, "--dates");
                return (column with { Dates = dates }, dateFault);
            default:
                return (column, null);
        }
    }

    private static int? TopOf(FieldType type, HealthScale scale) =>
        type switch
        {
            FieldType.Score => scale.Top,
            FieldType.Percent => 100,
            _ => null,
        };

    private static string TextOf(TableRow row, int index) =>
        row.Problem is null && index < row.Cells.Count && row.Cells[index] is { IsEmptied: false, Text: var text }
            ? text
            : "";

    private static (TFormat? Format, string? Fault) Decide<TFormat, TValue>(
        Column column,
        IEnumerable<(int Line, string Text)> texts,
        TFormat? given,
        Func<string, TFormat, TValue?> parse,
        string option
    )
        where TFormat : struct, Enum
        where TValue : struct
    {
        if (given is not null)
        {
            return (given, null);
        }

        var formats = Enum.GetValues<TFormat>();
        var deciding = new Dictionary<TFormat, (int Count, int Line, string Text)>();
        var ambiguous = new List<(int Line, string Text, TValue?[] Readings)>();
        foreach (var (line, text) in texts)
        {
            var readings = Array.ConvertAll(formats, format => parse(text, format));
            var distinct = readings.OfType<TValue>().Distinct().Count();
            var possible = readings.Count(reading => reading is not null);
            if (distinct > 1)
            {
                ambiguous.Add((line, text, readings));
            }
            else if (possible == 1)
            {
                var format = formats[Array.FindIndex(readings, reading => reading is not null)];
                deciding[format] = deciding.TryGetValue(format, out var d)
                    ? d with
                    {
                        Count = d.Count + 1,
                    }
                    : (1, line, text);
            }
        }

        return Conclude(column, formats, deciding, ambiguous, option);
    }

    private static (TFormat? Format, string? Fault) Conclude<TFormat, TValue>(
        Column column,
        TFormat[] formats,
        Dictionary<TFormat, (int Count, int Line, string Text)> deciding,
        List<(int Line, string Text, TValue?[] Readings)> ambiguous,
        string option
    )
        where TFormat : struct, Enum
        where TValue : struct
    {
        var most = deciding.OrderByDescending(d => d.Value.Count).Take(2).ToList();
        if (most.Count > 1 && most[0].Value.Count < Majority * most[1].Value.Count)
        {
            return (
                null,
                $"is written in two ways in the column '{CellText.Shown(column.Header)}': '{most[0].Value.Text}' in line {most[0].Value.Line} and '{most[1].Value.Text}' in line {most[1].Value.Line}; choose with {Choices(option, most.Select(m => m.Key))}, and what is written otherwise is left out"
            );
        }

        if (most.Count > 0)
        {
            return (most[0].Key, null);
        }

        if (ambiguous.Count == 0)
        {
            return (null, null);
        }

        var (line, text, readings) = ambiguous[0];
        var possible = formats.Where((_, i) => readings[i] is not null);
        return (
            null,
            $"'{CellText.Shown(text)}' in line {line} of the column '{CellText.Shown(column.Header)}' can be read in two ways, and no other value decides; choose with {Choices(option, possible)}"
        );
    }

    private static string Choices<TFormat>(string option, IEnumerable<TFormat> formats)
        where TFormat : struct, Enum => string.Join(" or ", formats.Select(f => $"{option} {EnumNames.Of(f)}"));
}
