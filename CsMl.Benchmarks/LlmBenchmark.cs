using System.Diagnostics;
using System.Globalization;
using CsMl.Core.Portfolio;
using CsMl.Core.Storage;
using CsMl.Local;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CsMl.Benchmarks;

/// <summary>
/// A night with a model that takes the same time for every answer, beside the time that its calls would take if not one
/// of its places were ever empty.
/// </summary>
internal static class LlmBenchmark
{
    public static async Task<int> RunAsync(int accounts, int latency, int concurrency)
    {
        var folder = Directory.CreateTempSubdirectory("csml-").FullName;
        using var server = Process.Start(
            new ProcessStartInfo("dotnet", [typeof(LlmBenchmark).Assembly.Location, "llm-server", $"{latency}"])
            {
                UseShellExecute = false,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
            }
        )!;
        try
        {
            var settings = new ConfigurationManager();
            settings.AddInMemoryCollection([
                new("Llm:Endpoint", await server.StandardOutput.ReadLineAsync()),
                new("Llm:Model", SlowModel.Name),
                new("Llm:Concurrency", $"{concurrency}"),
            ]);
            using var store = LocalApp.OpenStore(folder, settings);
            await using var services = LocalApp.Services(store, settings);
            var file = Path.Combine(folder, "accounts.jsonl");
            await GenerateLines.ToAsync(file, accounts);
            await PortfolioBenchmark.ImportAsync(services, LocalApp.Tenant, file, accounts);
            await MeasureAsync(services, server, accounts, latency, concurrency);
            return 0;
        }
        finally
        {
            server.StandardInput.Close();
            await server.WaitForExitAsync();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task MeasureAsync(
        ServiceProvider services,
        Process server,
        int accounts,
        int latency,
        int concurrency
    )
    {
        var (elapsed, busy) = await PortfolioBenchmark.TimedAsync(() => PortfolioBenchmark.NightAsync(services));
        var id = RunHeader.Nightly(services.GetRequiredService<TimeProvider>().GetUtcNow()).RunId;
        var run = (await services.GetRequiredService<RunStore>().FindAsync(LocalApp.Tenant, id, default))?.Run;
        // The server says how often it was asked once it is told to end.
        server.StandardInput.Close();
        var calls = int.Parse((await server.StandardOutput.ReadLineAsync())!, CultureInfo.InvariantCulture);
        if (run is not { State: RunState.Completed } || run.Counts.Scored != accounts || run.Cost.Tokens != 2 * calls)
        {
            throw new InvalidOperationException("The run is not complete, or a reply was refused.");
        }

        var ideal = (double)calls * latency / concurrency / 1_000;
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"""
                {accounts:#,0} accounts, {calls:#,0} calls of {latency} ms, {concurrency} at once, {Environment.ProcessorCount} cores
                  elapsed {elapsed, 8:0.00} s
                  ideal   {ideal, 8:0.00} s
                  ratio   {elapsed / ideal, 8:0.000}
                  busy    {busy / calls * 1_000, 8:0.00} ms of processor time a call
                """
            )
        );
    }
}
