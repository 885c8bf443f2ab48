using System.CommandLine;
using CsMl.Core.Accounts.Import;
using CsMl.Core.Json;
using CsMl.Core.Requests;

namespace CsMl.Local.Commands;

/// <summary>
/// Writes what came of an import to the terminal. Lines that say the same of different rows, but for the value they quote,
/// are one, with the numbers of the first.
/// </summary>
internal static class ImportSummary
{
    /// <summary>As many lines that say the same are written one by one.</summary>
    private const int MostAlike = 3;

    public static async Task WriteAsync(ImportReport report, ImportKind kind, InvocationConfiguration console)
    {
        await FoldedAsync(report.Errors, "", console.Error);
        await MoreAsync(report.MoreErrors, "errors");
        await FoldedAsync(report.Warnings, "warning: ", console.Error);
        await MoreAsync(report.MoreWarnings, "warnings");
        foreach (var word in report.UnknownWords)
        {
            await console.Error.WriteLineAsync(
                $"{word.Field}: '{CellText.Shown(word.Word)}' {word.Message} ({word.Count:#,0} times)"
            );
        }

        foreach (var (name, nearest) in report.Ignored)
        {
            await console.Error.WriteLineAsync(
                $"ignored: '{CellText.Shown(name)}'{(nearest is null ? "" : $"; did you mean {nearest}?")}"
            );
        }

        await console.Output.WriteLineAsync(
            $"{report.Imported:#,0} of {report.Received:#,0} {EnumNames.Of(kind)} imported, {report.Failed:#,0} refused"
        );
        async Task MoreAsync(int count, string what)
        {
            if (count > 0)
            {
                await console.Error.WriteLineAsync($"and {count:#,0} more {what}");
            }
        }
    }

    private static async Task FoldedAsync(IReadOnlyList<LineError> found, string label, TextWriter errors)
    {
        foreach (var alike in found.GroupBy(e => (e.Field, Pattern: WithoutQuotes(e.Message))))
        {
            var lines = alike.ToList();
            if (lines.Count > MostAlike)
            {
                var shown = string.Join(", ", lines.Take(MostAlike).Select(e => $"{e.Line}"));
                var text = new FieldError(lines[0].Field, lines[0].Message);
                var such = lines.Exists(e => e.Message != lines[0].Message) ? "such as: " : "";
                await errors.WriteLineAsync(
                    $"lines {shown} and {lines.Count - MostAlike:#,0} more{(label.Length == 0 ? ": " : $", {label}")}{such}{text}"
                );
                continue;
            }

            foreach (var error in lines)
            {
                var place =
                    error.Line == 0 ? label
                    : label.Length == 0 ? $"line {error.Line}: "
                    : $"line {error.Line}, {label}";
                await errors.WriteLineAsync($"{place}{new FieldError(error.Field, error.Message)}");
            }
        }
    }

    /// <summary>What the message says whatever the value is.</summary>
    private static string WithoutQuotes(string message) =>
        string.Join('\'', message.Split('\'').Where((_, i) => i % 2 == 0));
}
