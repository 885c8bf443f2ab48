using System.CommandLine;
using System.IO.Pipelines;
using CsMl.Core.Accounts;
using CsMl.Core.Accounts.Import;
using CsMl.Core.Json;
using CsMl.Core.Requests;
using Microsoft.Extensions.DependencyInjection;

namespace CsMl.Local.Commands;

/// <summary><c>import</c>: imports accounts from a file into the embedded store.</summary>
internal static class ImportCommand
{
    public static Command Create(TimeProvider clock)
    {
        var file = new Argument<string>("FILE")
        {
            Description = "Accounts, one JSON object a line, or a .csv of profiles; - for JSON Lines on stdin",
        };
        var data = DataOption.Create();
        var shift = new Option<bool>("--shift-to-now")
        {
            Description = "Move all dates of a line so that its asOf is now",
        };
        var command = new Command("import", "Import accounts into the embedded store.") { file, data, shift };
        command.SetAction(
            (parsed, cancellation) =>
                RunAsync(
                    parsed.GetValue(file)!,
                    parsed.GetValue(data)!,
                    parsed.GetValue(shift) ? line => ShiftTo(line, clock.GetUtcNow()) : null,
                    clock,
                    parsed.InvocationConfiguration,
                    cancellation
                )
        );
        return command;
    }

    private static AccountFacts ShiftTo(AccountLine line, DateTimeOffset now) =>
        line.AsOf is { } asOf ? line.Facts.Shifted(now - asOf) : line.Facts;

    private static async Task<int> RunAsync(
        string file,
        string data,
        Func<AccountLine, AccountFacts>? change,
        TimeProvider clock,
        InvocationConfiguration console,
        CancellationToken cancellation
    )
    {
        try
        {
            await using var input = StandardStreams.OpenInput(file);
            using var store = DataOption.Open(data);
            await using var services = LocalApp.Services(store);
            var import = services.GetRequiredService<ImportAccounts>();
            var report = await AccountProgress.ShowAsync(
                "Importing",
                clock,
                console.Error,
                progress =>
                    file.EndsWith(".csv", StringComparison.OrdinalIgnoreCase)
                        ? import.RunCsvAsync(LocalApp.Tenant, input, long.MaxValue, cancellation, progress)
                        : import.RunJsonLinesAsync(
                            LocalApp.Tenant,
                            PipeReader.Create(input),
                            long.MaxValue,
                            cancellation,
                            change,
                            progress
                        )
            );
            foreach (var error in report.Errors)
            {
                await console.Error.WriteLineAsync($"line {error.Line}: {new FieldError(error.Field, error.Message)}");
            }

            foreach (var warning in report.Warnings)
            {
                var word = warning.Word is null ? "" : $"'{warning.Word}' ";
                await console.Error.WriteLineAsync(
                    $"{warning.Field}: {word}{warning.Message} ({warning.Count:#,0} times)"
                );
            }

            await console.Output.WriteLineAsync(
                $"{report.Imported:#,0} of {report.Received:#,0} accounts imported, {report.Failed:#,0} refused"
            );
            if (report.Imported > 0)
            {
                await console.Output.WriteLineAsync("Score them with the command `nightly`.");
            }

            return report.Failed == 0 ? ExitCode.Done : ExitCode.Incomplete;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return ExitCode.Interrupted;
        }
        catch (Exception e) when (FileErrors.AreTold(e))
        {
            return await FileErrors.TellAsync(e, console.Error);
        }
    }
}
