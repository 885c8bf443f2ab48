using System.CommandLine;

namespace CsMl.Tests.Commands;

/// <summary>One call of a command, as a shell sees it.</summary>
internal sealed record CommandRun(int ExitCode, string Output, string Error)
{
    public static async Task<CommandRun> OfAsync(Command command, params string[] arguments)
    {
        var streams = new InvocationConfiguration { Output = new StringWriter(), Error = new StringWriter() };
        var exitCode = await command.Parse(arguments).InvokeAsync(streams);
        return new CommandRun(exitCode, $"{streams.Output}", $"{streams.Error}");
    }
}
