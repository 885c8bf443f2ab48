using System.CommandLine;
using System.Globalization;
using CsMl.Core.LanguageModel;
using CsMl.Core.LanguageModel.Client;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace CsMl.Local.Commands;

/// <summary><c>check-model</c>: asks the model's server one tiny question and says what works and what it costs.</summary>
internal static class CheckModelCommand
{
    public static Command Create()
    {
        var llmUrl = LlmUrlOption.Create();
        var llmKey = LlmUrlOption.CreateKey(llmUrl);
        var command = new Command(
            "check-model",
            "Ask the language model one tiny question; say what works and its cost."
        )
        {
            llmUrl,
            llmKey,
        };
        command.SetAction(
            (parsed, cancellation) =>
                RunAsync(
                    parsed.GetValue(llmUrl)!,
                    parsed.GetValue(llmKey)!,
                    parsed.InvocationConfiguration,
                    cancellation
                )
        );
        return command;
    }

    private static async Task<int> RunAsync(
        string url,
        string key,
        InvocationConfiguration console,
        CancellationToken cancellation
    )
    {
        try
        {
            var settings = LocalApp.EnvironmentSettings();
            settings.AddInMemoryCollection(await LlmUrlOption.SettingsAsync(url, key, cancellation));
            var options = settings.GetSection(LlmOptions.Section).Get<LlmOptions>() ?? new LlmOptions();
            if (options.Endpoint is null)
            {
                throw new BadArgumentException("No model is configured: give --llm-url, or set Llm__Endpoint.");
            }

            using var model = new OpenAiModel(
                Options.Create(options),
                TimeProvider.System,
                NullLogger<OpenAiModel>.Instance
            );
            var found = await new CheckModel(model, options).RunAsync(cancellation);
            await TellAsync(found, options, console.Output);
            return found.Failure is null ? ExitCode.Done : ExitCode.Failed;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return ExitCode.Interrupted;
        }
        catch (ArgumentException e)
        {
            // The endpoint of the environment is no address that may be asked.
            await console.Error.WriteLineAsync(e.Message);
            return ExitCode.BadArgument;
        }
        catch (Exception e) when (FileErrors.AreTold(e))
        {
            return await FileErrors.TellAsync(e, console.Error, advice: null);
        }
    }

    private static async Task TellAsync(CheckedModel found, LlmOptions options, TextWriter output)
    {
        await output.WriteLineAsync($"Model   {options.Model} at {ModelEndpoint.Of(options.Endpoint!).Base}");
        await output.WriteLineAsync(
            string.Create(
                CultureInfo.InvariantCulture,
                $"Answer  {found.Failure ?? $"works, in {found.Took.TotalSeconds:0.0} s"}"
            )
        );
        if (found.Failure is null)
        {
            await output.WriteLineAsync($"Form    {string.Join("; ", found.Form)}");
        }

        var cost = found.Cost is { } amount
            ? amount.ToString("0.######", CultureInfo.InvariantCulture)
            : "unknown price: set Llm__InputPrice and Llm__OutputPrice";
        await output.WriteLineAsync(
            found.Usage.Tokens > 0
                ? $"Cost    {found.Usage.InputTokens} tokens of the question, {found.Usage.OutputTokens} of the reply; {cost}"
                : "Cost    the server told no tokens, so budgets count estimates"
        );
    }
}
