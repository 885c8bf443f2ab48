using System.CommandLine;
using CsMl.Core.Accounts;
using CsMl.Core.Crm;
using CsMl.Core.Portfolio;
using CsMl.Core.Predictions;
using CsMl.Core.Requests;
using CsMl.Core.Settings;
using CsMl.Core.Storage;
using CsMl.Functions;
using CsMl.Local.Host;
using CsMl.Local.Host.Http;
using CsMl.Local.Sample;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CsMl.Local.Commands;

/// <summary><c>serve</c>: runs the whole app on this machine, with a sample portfolio on the first start.</summary>
internal static class ServeCommand
{
    private const int TopAccounts = 10;

    public static Command Create(TimeProvider clock)
    {
        var command = new Command("serve", "Serve the app on this machine (the default command).");
        AddTo(command, clock);
        return command;
    }

    /// <summary>Makes <paramref name="command"/> serve; the root command also serves.</summary>
    public static void AddTo(Command command, TimeProvider clock)
    {
        var data = DataOption.Create();
        var urls = new Option<string>("--urls")
        {
            Description = "Addresses to listen on, separated by ;",
            DefaultValueFactory = _ => "http://localhost:7071",
        };
        var noSample = new Option<bool>("--no-sample") { Description = "Start with no accounts" };
        var likeAzure = new Option<bool>("--like-azure")
        {
            Description = "Look into queues only as often as host.json says, as the host in Azure does",
        };
        var llmUrl = LlmUrlOption.Create();
        var llmKey = LlmUrlOption.CreateKey(llmUrl);
        command.Options.Add(data);
        command.Options.Add(urls);
        command.Options.Add(noSample);
        command.Options.Add(likeAzure);
        command.Options.Add(llmUrl);
        command.Options.Add(llmKey);
        command.SetAction(
            (parsed, cancellation) =>
                RunAsync(
                    parsed.GetValue(data)!,
                    parsed.GetValue(urls)!,
                    !parsed.GetValue(noSample),
                    parsed.GetValue(likeAzure),
                    parsed.GetValue(llmUrl)!,
                    parsed.GetValue(llmKey)!,
                    clock,
                    parsed.InvocationConfiguration,
                    cancellation
                )
        );
    }

    private static async Task<int> RunAsync(
        string data,
        string urls,
        bool withSample,
        bool likeAzure,
        string llmUrl,
        string llmKey,
        TimeProvider clock,
        InvocationConfiguration console,
        CancellationToken cancellation
    )
    {
        try
        {
            CheckAddresses(urls);
            using var store = DataOption.Open(data);
            var model = await LlmUrlOption.SettingsAsync(llmUrl, llmKey, cancellation);
            await using (var services = LocalApp.Services(store, over: model))
            {
                InvalidSettingException.Check(services);
            }

            if (model.FirstOrDefault(setting => setting.Key == "Llm:Model").Value is { } name)
            {
                await console.Output.WriteLineAsync($"Predicting with the model {name}; Llm__Model names another");
            }

            var example = await PrepareAsync(store, withSample, clock, console, cancellation);
            return await FunctionHost.RunAsync(
                new FunctionHostOptions
                {
                    FunctionClasses = FunctionDiscovery.ClassesIn(typeof(AppServices).Assembly),
                    DataDirectory = data,
                    Urls = urls,
                    LikeAzure = likeAzure,
                    Home = LocalApp.Home,
                },
                builder =>
                {
                    builder.Configuration.AddInMemoryCollection(model);
                    LocalApp.Configure(builder.Services, builder.Configuration, store);
                    SampleImports.Refuse(builder.Services);
                },
                bound => WelcomeScreen.TellUrls(console.Output, bound.First(), store.Place, example),
                console.Error,
                cancellation
            );
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

    /// <summary>Refuses addresses that the host cannot listen on before anything is created.</summary>
    private static void CheckAddresses(string urls)
    {
        try
        {
            var key = LocalApp.EnvironmentSettings()[FunctionKey.SettingName];
            LoopbackRule.Check(urls, new FunctionKey(key).IsSet);
        }
        catch (HostCannotStartException e)
        {
            throw new BadArgumentException(e.Message);
        }
    }

    /// <returns>The id of an account of the store for the examples; null if there is none.</returns>
    private static async Task<string?> PrepareAsync(
        LocalStore store,
        bool withSample,
        TimeProvider clock,
        InvocationConfiguration console,
        CancellationToken cancellation
    )
    {
        // The rules score the sample, so that nobody pays or waits for predictions of invented customers.
        await using var services = LocalApp.Services(store, over: [new("Llm:Endpoint", "")]);
        var crm = services.GetRequiredService<AccountIndex>();
        // Invented customers must not be written to a storage account in Azure.
        if (withSample && store.IsEmbedded && (await crm.ListTenantsAsync(cancellation)).Count == 0)
        {
            var sample = SamplePortfolio.Make(clock.GetUtcNow());
            await console.Output.WriteLineAsync($"{SamplePortfolio.Label}: {sample.Count} accounts");
            await crm.PutManyAsync(LocalApp.Tenant, sample, cancellation);
            await services
                .GetRequiredService<StartRun>()
                .BatchAsync(LocalApp.Tenant, PredictionType.Churn, PriorityFilter.All, null, cancellation);
            await LocalApp.WorkOffAsync(services, clock, console.Error, cancellation);
        }

        var top = await services
            .GetRequiredService<ListHighRisk>()
            .RunAsync(LocalApp.Tenant, new HighRiskQuery(MinProbability: 0, TopAccounts), cancellation);
        var hasAccounts = (await crm.ListTenantsAsync(cancellation)).Count > 0;
        var settings = await services.GetRequiredService<TenantSettings>().OfAsync(LocalApp.Tenant, cancellation);
        WelcomeScreen.TellTopAccounts(console.Output, top.Accounts, settings.Risk, hasAccounts);
        var sampleAccount = new AccountKey(LocalApp.Tenant, SamplePortfolio.ExampleId);
        return await crm.HasAsync(sampleAccount, cancellation) ? sampleAccount.AccountId
            : top.Accounts is [var riskiest, ..] ? riskiest.Account.Id
            : await AnyAsync(crm, cancellation);
    }

    private static async Task<string?> AnyAsync(AccountIndex crm, CancellationToken cancellation)
    {
        for (var bucket = 0; bucket < Bucket.Count; bucket++)
        {
            await foreach (var id in crm.ListIdsAsync(LocalApp.Tenant, bucket, null, cancellation))
            {
                return id;
            }
        }

        return null;
    }
}
