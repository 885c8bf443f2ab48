using System.CommandLine;
using CsMl.Core.Portfolio;
using Microsoft.Extensions.DependencyInjection;

namespace CsMl.Local.Commands;

/// <summary><c>nightly</c>: starts the nightly run now.</summary>
internal static class NightlyCommand
{
    public static Command Create(TimeProvider clock)
    {
        var data = DataOption.Create();
        var llmUrl = LlmUrlOption.Create();
        var llmKey = LlmUrlOption.CreateKey(llmUrl);
        var command = new Command("nightly", "Score the whole portfolio and make CTAs, as the timer does each night.")
        {
            data,
            llmUrl,
            llmKey,
        };
        command.SetAction(
            (parsed, cancellation) =>
                RunAsync(
                    new RunToEnd(parsed.GetValue(data)!, parsed.GetValue(llmUrl)!, parsed.GetValue(llmKey)!, clock),
                    parsed.InvocationConfiguration,
                    cancellation
                )
        );
        return command;
    }

    /// <summary>Starts the night's runs, or follow-up runs if they are over.</summary>
    public static Task<int> RunAsync(RunToEnd runs, InvocationConfiguration console, CancellationToken cancellation) =>
        runs.RunAsync(
            services => services.GetRequiredService<StartRun>().NightAsync(cancellation, again: true),
            console,
            cancellation
        );
}
