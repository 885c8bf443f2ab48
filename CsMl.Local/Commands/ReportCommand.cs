using System.CommandLine;
using System.Text;
using CsMl.Core.Predictions;
using CsMl.Core.Requests;
using CsMl.Functions.Http;
using CsMl.Local.Commands.Report;
using Microsoft.Extensions.DependencyInjection;

namespace CsMl.Local.Commands;

/// <summary><c>report</c>: says how good the predictions of churn were, as text and as a page.</summary>
internal static class ReportCommand
{
    public static Command Create(TimeProvider clock)
    {
        var data = DataOption.Create();
        var html = new Option<string?>("--html")
        {
            Description = "Also write the report to a file, as one HTML page that loads nothing",
            HelpName = "FILE",
        };
        var tenant = new Option<string>("--tenant")
        {
            Description = "Whose predictions",
            DefaultValueFactory = _ => LocalApp.Tenant,
        };
        var command = new Command("report", "Say how good the predictions of churn were.") { data, html, tenant };
        command.SetAction(
            (parsed, cancellation) =>
                RunAsync(
                    new Choices(parsed.GetValue(data)!, parsed.GetValue(html), parsed.GetValue(tenant)!),
                    clock,
                    parsed.InvocationConfiguration,
                    cancellation
                )
        );
        return command;
    }

    private static async Task<int> RunAsync(
        Choices choices,
        TimeProvider clock,
        InvocationConfiguration console,
        CancellationToken cancellation
    )
    {
        try
        {
            if (!Tenancy.IsValid(choices.Tenant))
            {
                throw new BadArgumentException(
                    $"--tenant '{choices.Tenant}' is no tenant's id; name one whose predictions are stored."
                );
            }

            using var store = DataOption.Open(choices.Data, mustExist: true);
            await using var services = LocalApp.Services(store, clock: clock);
            var measure = services.GetRequiredService<MeasureAccuracy>();
            var accuracy = await measure.RunAsync(choices.Tenant, PredictionType.Churn, cancellation);
            var report = new AccuracyReport(choices.Tenant, clock.GetUtcNow(), accuracy);
            await PrintAsync(report.Sections, console.Output);
            if (choices.Html is { } file)
            {
                await using var page = new StreamWriter(PrivateFile.Create(file), Encoding.UTF8);
                await page.WriteAsync(ReportPage.Of(report).ToString().AsMemory(), cancellation);
                await console.Output.WriteLineAsync($"Written to {file}.");
            }

            return ExitCode.Done;
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

    private static async Task PrintAsync(IReadOnlyList<ReportSection> sections, TextWriter output)
    {
        foreach (var section in sections)
        {
            if (section.Table is null)
            {
                await output.WriteLineAsync(section.Title);
            }
            else if (output is TerminalWriter { IsTerminal: true } terminal)
            {
                terminal.CreateConsole().Write(section.Table.OnTerminal());
            }
            else
            {
                await output.WriteAsync(section.Table.InText());
            }

            foreach (var note in section.Notes)
            {
                await output.WriteLineAsync(note);
            }

            await output.WriteLineAsync();
        }
    }

    private sealed record Choices(string Data, string? Html, string Tenant);
}
