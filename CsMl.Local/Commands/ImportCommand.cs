using System.CommandLine;
using CsMl.Core.Accounts;
using CsMl.Core.Accounts.Import;
using CsMl.Core.Accounts.Import.Files;
using CsMl.Core.Crm;
using CsMl.Core.Requests;
using CsMl.Local.Sample;
using Microsoft.Extensions.DependencyInjection;

namespace CsMl.Local.Commands;

/// <summary><c>import</c>: imports accounts from a file into the embedded store.</summary>
internal static class ImportCommand
{
    public static Command Create(TimeProvider clock)
    {
        var file = new Argument<string>("FILE")
        {
            Description = "JSON lines, a JSON array, CSV or .xlsx, also gzipped; - for stdin",
        };
        var data = DataOption.Create();
        var shift = new Option<bool>("--shift-to-now")
        {
            Description = "Move all dates of a line so that its asOf is now",
        };
        var score = new Option<bool>("--score")
        {
            Description = "Then score what is new or changed, as the command nightly does",
        };
        var withSample = new Option<bool>("--with-sample")
        {
            Description = "Also into a store that holds the made-up sample portfolio",
        };
        var choices = new ImportChoices();
        var command = new Command("import", "Import accounts, or their history, into the embedded store.")
        {
            file,
            data,
            shift,
            score,
            withSample,
        };
        choices.AddTo(command);
        command.SetAction(
            (parsed, cancellation) =>
                RunAsync(
                    new ImportFile(
                        parsed.GetValue(file)!,
                        parsed.GetValue(data)!,
                        parsed.GetValue(shift) ? line => ShiftTo(line, clock.GetUtcNow()) : null,
                        parsed.GetValue(score),
                        parsed.GetValue(withSample)
                    ),
                    () => choices.ReadAsync(parsed, cancellation),
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
        ImportFile file,
        Func<Task<ImportOptions>> readOptions,
        TimeProvider clock,
        InvocationConfiguration console,
        CancellationToken cancellation
    )
    {
        try
        {
            var options = await readOptions();
            await using var input = StandardStreams.OpenInput(file.Path);
            using var store = DataOption.Open(file.Data);
            await using var services = LocalApp.Services(store);
            if (!file.WithSample)
            {
                await RefuseSampleAsync(services.GetRequiredService<AccountIndex>(), file.Data, cancellation);
            }

            var import = services.GetRequiredService<ImportAccounts>();
            var report = await AccountProgress.ShowAsync(
                "Importing",
                clock,
                console.Error,
                progress =>
                    import.RunAsync(
                        LocalApp.Tenant,
                        new ImportSource(input, FormatOf(file.Path)),
                        options,
                        cancellation,
                        file.Change,
                        progress
                    )
            );
            await ImportSummary.WriteAsync(report, options.Kind, console);
            if (file.IsScored && report.Imported > 0)
            {
                var runs = new RunToEnd(file.Data, "", "", clock);
                var scored = await NightlyCommand.RunAsync(runs, console, cancellation);
                return scored == ExitCode.Done ? CodeOf(report) : scored;
            }

            if (report.Imported > 0)
            {
                await console.Output.WriteLineAsync(
                    "Score them with the command `nightly`, or add --score to the next import."
                );
                await ExpectedChurnHint.WriteAsync(services, LocalApp.Tenant, runs: 0, console, cancellation);
            }

            return CodeOf(report);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return ExitCode.Interrupted;
        }
        catch (BodyTooLargeException e)
        {
            await console.Error.WriteLineAsync(e.Message);
            return ExitCode.Incomplete;
        }
        catch (Exception e) when (FileErrors.AreTold(e))
        {
            return await FileErrors.TellAsync(e, console.Error);
        }
    }

    private static int CodeOf(ImportReport report) =>
        report.Failed == 0 ? ExitCode.Done
        : report.Imported == 0 ? ExitCode.BadArgument
        : ExitCode.Incomplete;

    /// <summary>The made-up sample is never mixed with real accounts unasked.</summary>
    /// <exception cref="BadArgumentException">The store holds the sample.</exception>
    private static async Task RefuseSampleAsync(AccountIndex index, string data, CancellationToken cancellation)
    {
        if (await SamplePortfolio.IsInAsync(index, cancellation))
        {
            throw new BadArgumentException(
                $"The store in '{data}' holds the made-up sample portfolio. Import into another folder with --data, or add --with-sample to have both in one store."
            );
        }
    }

    /// <summary>The name decides only between the two that the first character may leave open.</summary>
    private static SourceFormat FormatOf(string file) =>
        Path.GetExtension(file.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? file[..^3] : file)
            .ToLowerInvariant() switch
        {
            ".csv" or ".tsv" or ".txt" => SourceFormat.Table,
            ".jsonl" or ".ndjson" or ".json" => SourceFormat.Json,
            _ => SourceFormat.Unknown,
        };

    /// <param name="Change">Applied to each account; null to store it as it is.</param>
    /// <param name="IsScored">True if the accounts are scored next.</param>
    /// <param name="WithSample">True if the store may hold the sample portfolio.</param>
    private sealed record ImportFile(
        string Path,
        string Data,
        Func<AccountLine, AccountFacts>? Change,
        bool IsScored,
        bool WithSample
    );
}
