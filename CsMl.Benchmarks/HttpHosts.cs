using System.Security.Cryptography;
using System.Text;
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
using Microsoft.Extensions.Logging;

namespace CsMl.Benchmarks;

/// <summary>
/// Runs the app with its sample portfolio, as <c>serve</c> does, the same behind access keys, and a server that does nothing.
/// </summary>
internal static class HttpHosts
{
    /// <summary>The key of an agent, which the guarded app knows by the last of twenty hashes.</summary>
    public const string AccessKey = "csml_benchmark";

    private const int Keys = 20;

    /// <summary>Access keys and limits.</summary>
    private static readonly KeyValuePair<string, string?>[] Guard =
    [
        .. Enumerable.Range(1, Keys).SelectMany(number => Key(number, number == Keys ? AccessKey : $"other {number}")),
        new("Limits:PredictionsPerDay", "1000000"),
        new("Limits:CtasPerDay", "1000000"),
    ];

    /// <summary>
    /// Serves them until standard input ends. The first line of output has the addresses: the app's, the app's with
    /// access keys and limits, and the other server's.
    /// </summary>
    public static async Task<int> RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("csml-").FullName;
        try
        {
            using var store = LocalApp.OpenStore(folder, new ConfigurationBuilder().Build());
            await PrepareAsync(store);
            await using var app = App(folder, "app", store, []);
            await using var guarded = App(folder, "guarded", store, Guard);
            await using var bare = Bare();
            await app.StartAsync();
            await guarded.StartAsync();
            await bare.StartAsync();
            Console.WriteLine($"{app.Urls.Single()} {guarded.Urls.Single()} {bare.Urls.Single()}");
            await Console.In.ReadToEndAsync();
            await app.StopAsync();
            await guarded.StopAsync();
            await bare.StopAsync();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        return 0;
    }

    private static IEnumerable<KeyValuePair<string, string?>> Key(int number, string key) =>
        [
            new($"Access:Keys:k{number:D2}:Role", "agent"),
            new($"Access:Keys:k{number:D2}:Hash", Convert.ToHexString(SHA256.HashData(Encoding.ASCII.GetBytes(key)))),
        ];

    internal static WebApplication App(
        string folder,
        string name,
        LocalStore store,
        IEnumerable<KeyValuePair<string, string?>> settings
    ) =>
        FunctionHost.Build(
            new FunctionHostOptions
            {
                FunctionClasses = FunctionDiscovery.ClassesIn(typeof(AppServices).Assembly),
                DataDirectory = Path.Combine(folder, name),
                Urls = "http://127.0.0.1:0",
            },
            builder =>
            {
                // The first line of output is the addresses'.
                builder.Logging.ClearProviders();
                builder.Configuration.AddInMemoryCollection(settings);
                LocalApp.Configure(builder.Services, builder.Configuration, store);
            }
        );

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

    internal static WebApplication Bare()
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
