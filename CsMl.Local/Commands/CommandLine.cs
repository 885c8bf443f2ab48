using System.CommandLine;
using System.CommandLine.Invocation;
using Microsoft.Extensions.Configuration;

namespace CsMl.Local.Commands;

/// <summary>All commands. Without a command the app serves.</summary>
internal static class CommandLine
{
    public static RootCommand Create(TimeProvider clock)
    {
        var root = new RootCommand("Tells which accounts are about to leave, why, and what to do today.")
        {
            ServeCommand.Create(clock),
            ScoreCommand.Create(clock),
            BacktestCommand.Create(clock),
            ImportCommand.Create(clock),
            NightlyCommand.Create(clock),
            BatchCommand.Create(clock),
            SyncCommand.Create(clock),
            CheckModelCommand.Create(),
            ReportCommand.Create(clock),
            DoctorCommand.Create(),
            MakeKeyCommand.Create(),
        };
        ServeCommand.AddTo(root, clock);
        return root;
    }

    /// <summary>Runs a command line. Its output and errors go through writers that sanitize them.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(
        Command command,
        IReadOnlyList<string> arguments,
        TerminalWriter output,
        TerminalWriter error
    )
    {
        var parsed = command.Parse(arguments);
        try
        {
            var code = await parsed.InvokeAsync(
                new InvocationConfiguration
                {
                    Output = output,
                    Error = error,
                    EnableDefaultExceptionHandler = false,
                }
            );
            return parsed.Action is ParseErrorAction ? ExitCode.BadArgument : code;
        }
        catch (InvalidOperationException e) when (IsOfSettings(e))
        {
            // It names the setting, its value and the type.
            await error.WriteLineAsync(e.Message);
            return ExitCode.BadArgument;
        }
        catch (Exception e)
        {
            await error.WriteLineAsync($"Unhandled exception: {e}");
            return ExitCode.Failed;
        }
    }

    /// <summary>True for a setting whose text is not of its type, such as a number that is none.</summary>
    private static bool IsOfSettings(InvalidOperationException e) =>
        e.Source == typeof(ConfigurationBinder).Assembly.GetName().Name;
}
