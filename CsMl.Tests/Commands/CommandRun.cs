using System.CommandLine;
using CsMl.Local.Commands;

namespace CsMl.Tests.Commands;

/// <summary>One call of a command, as a shell sees it.</summary>
internal sealed record CommandRun(int ExitCode, string Output, string Error)
{
    public static async Task<CommandRun> OfAsync(Command command, params string[] arguments)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var exitCode = await CommandLine.RunAsync(
            command,
            arguments,
            new TerminalWriter(output, isTerminal: false),
            new TerminalWriter(error, isTerminal: false)
        );
        return new CommandRun(exitCode, $"{output}", $"{error}");
    }
}
