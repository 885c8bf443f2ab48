using System.Diagnostics;
using System.Globalization;
using CsMl.Core.Portfolio;
using CsMl.Local;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CsMl.Benchmarks;

/// <summary>
/// Measures a nightly run with a model of constant latency, compared with the time of its calls if all concurrent slots
/// were always in use.
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
            // First a small run of another tenant, so that the code is compiled.
            var warm = await NightAsync(services, "warm-up", file, concurrency);
            var night = await NightAsync(services, LocalApp.Tenant, file, accounts);
            // The server reports the number of its calls when its input ends.
            server.StandardInput.Close();
            var calls = int.Parse((await server.StandardOutput.ReadLineAsync())!, CultureInfo.InvariantCulture);
            if (calls != warm.Calls + night.Calls)
            {
                throw new InvalidOperationException("A reply was refused.");
            }

            Print(night, accounts, latency, concurrency);
            return 0;
        }
        finally
        {
            server.StandardInput.Close();
            await server.WaitForExitAsync();
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Imports a tenant's portfolio and scores it.</summary>
    private static async Task<Night> NightAsync(ServiceProvider services, string tenant, string file, int accounts)
    {
        await GenerateLines.ToAsync(file, accounts);
        await PortfolioBenchmark.ImportAsync(services, tenant, file, accounts);
        var (elapsed, busy) = await PortfolioBenchmark.TimedAsync(() => PortfolioBenchmark.NightAsync(services));
        var id = RunRecord.Nightly(services.GetRequiredService<TimeProvider>().GetUtcNow()).RunId;
        var run = (await services.GetRequiredService<RunStore>().FindAsync(tenant, id, CancellationToken.None))?.Run;
        return run is { State: RunState.Completed } && run.Counts.Scored == accounts
            ? new Night((int)(run.Cost.Tokens / SlowModel.TokensPerCall), elapsed, busy)
            : throw new InvalidOperationException("The run is not complete.");
    }

    private static void Print(Night night, int accounts, int latency, int concurrency)
    {
        var ideal = (double)night.Calls * latency / concurrency / 1_000;
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"""
                {accounts:#,0} accounts, {night.Calls:#,0} calls of {latency} ms, {concurrency} at once, {Environment.ProcessorCount} cores
                  elapsed {night.Elapsed, 8:0.00} s
                  ideal   {ideal, 8:0.00} s
                  ratio   {night.Elapsed / ideal, 8:0.000}
                  busy    {night.Busy / night.Calls * 1_000, 8:0.00} ms of the app's processor time a call
                """
            )
        );
    }

    private sealed record Night(int Calls, double Elapsed, double Busy);
}
