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
                new RunToEnd(
                    parsed.GetValue(data)!,
                    parsed.GetValue(llmUrl)!,
                    parsed.GetValue(llmKey)!,
                    clock
                ).RunAsync(
                    services => services.GetRequiredService<StartRun>().NightAsync(cancellation, again: true),
                    parsed.InvocationConfiguration,
                    cancellation
                )
        );
        return command;
    }
}
