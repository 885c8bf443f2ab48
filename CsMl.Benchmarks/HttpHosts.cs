using CsMl.Core.Crm;
using CsMl.Core.Portfolio;
using CsMl.Core.Predictions;
using CsMl.Functions;
using CsMl.Local;
using CsMl.Local.Host;
using CsMl.Local.Sample;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CsMl.Benchmarks;

/// <summary>Runs the app with its sample portfolio, as <c>serve</c> does, and a server that does nothing.</summary>
internal static class HttpHosts
{
    /// <summary>
    /// Serves both until standard input ends. The first line of output has both addresses: the app's, then the other's.
    /// </summary>
    public static async Task<int> RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("csml-").FullName;
        try
        {
            using var store = LocalApp.OpenStore(folder, new ConfigurationBuilder().Build());
            await PrepareAsync(store);
            await using var app = FunctionHost.Build(
                new FunctionHostOptions
                {
                    FunctionClasses = FunctionDiscovery.ClassesIn(typeof(AppServices).Assembly),
                    DataDirectory = folder,
                    Urls = "http://127.0.0.1:0",
                },
                builder => LocalApp.Configure(builder.Services, builder.Configuration, store)
            );
            await using var bare = Bare();
            await app.StartAsync();
            await bare.StartAsync();
            Console.WriteLine($"{app.Urls.Single()} {bare.Urls.Single()}");
            await Console.In.ReadToEndAsync();
            await app.StopAsync();
            await bare.StopAsync();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        return 0;
    }

    private static async Task PrepareAsync(LocalStore store)
    {
        await using var services = LocalApp.Services(store, new ConfigurationManager());
        await services
            .GetRequiredService<AccountIndex>()
            .PutManyAsync(
                LocalApp.Tenant,
                SamplePortfolio.Make(TimeProvider.System.GetUtcNow()),
                CancellationToken.None
            );
        await services
            .GetRequiredService<StartRun>()
            .BatchAsync(LocalApp.Tenant, PredictionType.Churn, PriorityFilter.All, null, CancellationToken.None);
        await LocalApp.WorkOffAsync(services, TimeProvider.System, TextWriter.Null, CancellationToken.None);
    }

    private static WebApplication Bare()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore();
        builder.Services.AddRoutingCore();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.MapGet("/", () => Results.Text("ok"));
        return app;
    }
}
