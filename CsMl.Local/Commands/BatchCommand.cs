using System.CommandLine;
using CsMl.Core.Crm;
using CsMl.Core.Json;
using CsMl.Core.Portfolio;
using CsMl.Core.Predictions;
using Microsoft.Extensions.DependencyInjection;

namespace CsMl.Local.Commands;

/// <summary><c>batch</c>: scores a part of the portfolio now, without CTAs.</summary>
internal static class BatchCommand
{
    private const int DefaultAccounts = 100;
    private const int MostAccounts = 100_000;

    public static Command Create(TimeProvider clock)
    {
        var type = Choice("--type", EnumNames.All<PredictionType>(), "What to predict");
        var filter = Choice("--filter", EnumNames.All<PriorityFilter>(), "Which accounts");
        var most = new Option<int>("--max")
        {
            Description = $"Most accounts to score, 1 to {MostAccounts}",
            HelpName = "N",
            DefaultValueFactory = _ => DefaultAccounts,
        };
        most.Validators.Add(result =>
        {
            if (result.GetValue(most) is < 1 or > MostAccounts)
            {
                result.AddError($"--max is from 1 to {MostAccounts}.");
            }
        });
        var data = DataOption.Create();
        var llmUrl = LlmUrlOption.Create();
        var llmKey = LlmUrlOption.CreateKey(llmUrl);
        var command = new Command("batch", "Score a part of the portfolio, without making CTAs.")
        {
            type,
            filter,
            most,
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
                    services =>
                        StartAsync(
                            services,
                            EnumNames.Find<PredictionType>(parsed.GetValue(type))!.Value,
                            EnumNames.Find<PriorityFilter>(parsed.GetValue(filter))!.Value,
                            parsed.GetValue(most),
                            cancellation
                        ),
                    parsed.InvocationConfiguration,
                    cancellation
                )
        );
        return command;
    }

    private static Option<string> Choice(string name, IReadOnlyList<string> values, string description)
    {
        var option = new Option<string>(name) { Description = description, DefaultValueFactory = _ => values[0] };
        option.AcceptOnlyFromAmong([.. values]);
        return option;
    }

    private static async Task<IReadOnlyList<(string, string)>> StartAsync(
        IServiceProvider services,
        PredictionType type,
        PriorityFilter filter,
        int most,
        CancellationToken cancellation
    )
    {
        var started = new List<(string, string)>();
        foreach (var tenant in await services.GetRequiredService<IAccountSource>().ListTenantsAsync(cancellation))
        {
            var run = await services
                .GetRequiredService<StartRun>()
                .BatchAsync(tenant, type, filter, most, cancellation);
            started.Add((tenant, run.RunId));
        }

        return started;
    }
}
