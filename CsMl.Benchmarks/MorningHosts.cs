using CsMl.Local;
using Microsoft.Extensions.Configuration;

namespace CsMl.Benchmarks;

/// <summary>Serves a generated portfolio after a night, and beside it a server that does nothing.</summary>
internal static class MorningHosts
{
    /// <summary>
    /// Serves them until standard input ends. The first line of output has the addresses: the app's and the other
    /// server's.
    /// </summary>
    public static async Task<int> RunAsync(int accounts)
    {
        var folder = Directory.CreateTempSubdirectory("csml-").FullName;
        try
        {
            using var store = LocalApp.OpenStore(folder, new ConfigurationBuilder().Build());
            await PrepareAsync(store, folder, accounts);
            await using var app = HttpHosts.App(folder, "app", store, []);
            await using var bare = HttpHosts.Bare();
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

    private static async Task PrepareAsync(LocalStore store, string folder, int accounts)
    {
        var file = Path.Combine(folder, "accounts.jsonl");
        await GenerateLines.ToAsync(file, accounts);
        await using var services = LocalApp.Services(store, new ConfigurationManager());
        await PortfolioBenchmark.ImportAsync(services, LocalApp.Tenant, file, accounts);
        File.Delete(file);
        await PortfolioBenchmark.NightAsync(services);
    }
}
