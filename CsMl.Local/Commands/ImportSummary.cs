using System.CommandLine;
using CsMl.Core.Accounts.Import;
using CsMl.Core.Json;
using CsMl.Core.Requests;

namespace CsMl.Local.Commands;

/// <summary>Writes what came of an import to the terminal.</summary>
internal static class ImportSummary
{
    public static async Task WriteAsync(ImportReport report, ImportKind kind, InvocationConfiguration console)
    {
        foreach (var error in report.Errors)
        {
            await console.Error.WriteLineAsync($"line {error.Line}: {new FieldError(error.Field, error.Message)}");
        }

        await MoreAsync(report.MoreErrors, "errors");
        foreach (var warning in report.Warnings)
        {
            await console.Error.WriteLineAsync(
                $"{(warning.Line > 0 ? $"line {warning.Line}, " : "")}warning: {new FieldError(warning.Field, warning.Message)}"
            );
        }

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
}
