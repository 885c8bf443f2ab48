using CsMl.Core.Json;

namespace CsMl.Core.Accounts.Import.Tables;

/// <summary>
/// Decides how a column writes its numbers or dates, from the rows at its beginning. What is not decided is not guessed:
/// values that can be read in two ways, and of which no other value of the column decides, are a fault. So is an option
/// that the column contradicts, because it would give the other values another meaning than they have.
/// </summary>
internal static class DecideColumn
{
    /// <summary>A format holds against values that it cannot be only if it alone fits so many times more.</summary>
    private const int Majority = 2;

    /// <summary>One contradicting value in so many is a typing error, and costs itself alone.</summary>
    private const int TypingError = 100;

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
                var written = FormatTally<NumberFormat>.Of(
                    texts,
                    (text, format) => CellValue.InRange(NumberText.Parse(text, format), top)
                );
                var (numbers, numberFault) = Decide(column, written, options.Numbers, "numbers", options.Style);
                return (column with { Numbers = numbers, Top = top }, numberFault);
            case FieldType.Instant:
                var ordered = FormatTally<DateOrder>.Of(texts, DateText.Parse);
                var (dates, dateFault) = Decide(column, ordered, options.Dates, "dates", options.Style);
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

    private static (TFormat? Format, string? Fault) Decide<TFormat>(
        Column column,
        FormatTally<TFormat> tally,
        TFormat? given,
        string option,
        OptionStyle style
    )
        where TFormat : struct, Enum
    {
        var header = CellText.Shown(column.Header);
        if (given is { } format)
        {
            return IsContradicted(tally, format)
                ? (null, Contradiction(header, tally, format, option, style))
                : (format, null);
        }

        var most = FormatTally<TFormat>
            .Formats.Select(f => (Format: f, Values: tally.Only(f)))
            .Where(f => f.Values.Count > 0)
            .OrderByDescending(f => f.Values.Count)
            .Take(2)
            .ToList();
        if (most.Count > 1 && most[0].Values.Count < Majority * most[1].Values.Count)
        {
            var (one, other) = (most[0].Values[0], most[1].Values[0]);
            return (
                null,
                $"is written in two ways in the column '{header}': '{CellText.Shown(one.Text)}' in line {one.Line} and '{CellText.Shown(other.Text)}' in line {other.Line}; {LeaveOut(column, style)}"
            );
        }

        return most.Count > 0 ? (most[0].Format, null)
            : tally.FirstAmbiguous is not { } first ? (null, null)
            : (
                null,
                $"'{CellText.Shown(first.Text)}' in line {first.Line} of the column '{header}' can be read in two ways, and no other value decides; choose with {OptionText.Choice(style, option, first.Formats)}"
            );
    }

    /// <summary>True if a clear part of the values cannot be what the format makes of the column.</summary>
    private static bool IsContradicted<TFormat>(FormatTally<TFormat> tally, TFormat format)
        where TFormat : struct, Enum
    {
        var against = tally.Against(format).Count;
        return against * TypingError > tally.Readable && tally.Only(format).Count < Majority * against;
    }

    private static string Contradiction<TFormat>(
        string header,
        FormatTally<TFormat> tally,
        TFormat given,
        string option,
        OptionStyle style
    )
        where TFormat : struct, Enum
    {
        var against = tally.Against(given);
        var fitting = FormatTally<TFormat>
            .Formats.Where(f => !IsContradicted(tally, f))
            .OrderByDescending(f => against.Count(value => value.Formats.Contains(f)))
            .ToList();
        var others = against.Count > 1 ? $" and {FormatCount.Of(against.Count - 1, "other value")}" : "";
        return $"'{CellText.Shown(against[0].Text)}' in line {against[0].Line}{others} of the column '{header}' cannot be {EnumNames.Of(given)}; "
            + (
                fitting is [var best, ..]
                    ? $"choose {OptionText.Of(style, option, EnumNames.Of(best))}, or leave the option out, and each column is read by its own values"
                    : "the column is written in two ways, write it in one"
            );
    }

    private static string LeaveOut(Column column, OptionStyle style) =>
        $"write it in one, or leave the column out with {OptionText.Map(style, column.Header, ColumnMapping.Ignored)}";
}
