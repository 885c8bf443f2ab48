using System.Diagnostics;
using System.Globalization;
using CsMl.Core.Accounts.Import;
using CsMl.Core.Accounts.Import.Files;
using CsMl.Core.Portfolio;
using CsMl.Core.Requests;
using CsMl.Core.Storage;
using CsMl.Functions;
using CsMl.Local;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CsMl.Benchmarks;

/// <summary>
/// Measures a nightly run: accounts are imported and then scored as by the command <c>nightly</c>. Each size runs in a
/// separate process with its own store, because a process's peak memory never decreases.
/// </summary>
internal static class PortfolioBenchmark
{
    public const string Embedded = "embedded";
    public const string Azurite = "azurite";

    private const int FewAccounts = 20_000;
    private const int ManyAccounts = 200_000;

    /// <summary>Runs one size; on the embedded store also the two sizes whose peaks are compared.</summary>
    public static int Run(int accounts, string store)
    {
        int[] sizes = store == Embedded ? [accounts, FewAccounts, ManyAccounts] : [accounts];
        var failed = 0;
        foreach (var size in sizes.Distinct())
        {
            using var alone = Process.Start(
                "dotnet",
                [typeof(PortfolioBenchmark).Assembly.Location, "night", $"{size}", store]
            );
            alone.WaitForExit();
            failed = Math.Max(failed, alone.ExitCode);
        }

        return failed;
    }

    /// <summary>Imports and scores one portfolio and prints the time and memory.</summary>
    public static async Task<int> NightAsync(int accounts, string storeName)
    {
        var folder = Directory.CreateTempSubdirectory("csml-").FullName;
        try
        {
            var settings = new ConfigurationManager();
            settings.AddEnvironmentVariables();
            if (AzureStorage.IsConfigured(settings) != (storeName == Azurite))
            {
                await Console.Error.WriteLineAsync(
                    $"The setting {AzureStorage.Setting} must be there for {Azurite} and missing for {Embedded}."
                );
                return 1;
            }

            using var store = LocalApp.OpenStore(folder, settings);
            var count = new TransactionCount();
            var clock = new DaysLater();
            using var log = new TransactionLog(Path.Combine(folder, "transactions"));
            await using var services = Services(store, settings, clock, count, log);
            var night = new Night(services, clock, count, log, folder, accounts, storeName);
            await MeasureAsync(night);
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static ServiceProvider Services(
        LocalStore store,
        ConfigurationManager settings,
        DaysLater clock,
        TransactionCount count,
        TransactionLog log
    )
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<TimeProvider>(clock);
        LocalApp.Configure(services, settings, store);
        services.AddSingleton<InlineQueue>();
        services.AddSingleton<IWorkQueue>(provider => provider.GetRequiredService<InlineQueue>());
        var tables = services.Last(service => service.ServiceType == typeof(Tables));
        services.AddSingleton(provider =>
            AzureStorage.IsConfigured(settings)
                ? CountingPolicy.Tables(settings[AzureStorage.Setting]!, count).Recording(clock)
                : Counted((Tables)tables.ImplementationFactory!(provider), clock, count, log)
        );
        return services.BuildServiceProvider();
    }

    /// <summary>Counts what reaches the store, with the rows that record changes.</summary>
    private static Tables Counted(Tables embedded, TimeProvider clock, TransactionCount count, TransactionLog log)
    {
        var plain = embedded with { Results = ((RecordingTable)embedded.Results).Inner };
        return CountingTable.Over(plain, count, log).Recording(clock);
    }

    private static async Task MeasureAsync(Night night)
    {
        // An emulator may contain portfolios of earlier measurements.
        var tenant = $"bench-{Guid.NewGuid():N}";
        var (accounts, count) = (night.Accounts, night.Count);
        var file = Path.Combine(night.Folder, "accounts.jsonl");
        await GenerateLines.ToAsync(file, accounts);
        var import = await TimedAsync(() => ImportAsync(night.Services, tenant, file, accounts));
        var imported = count.All;
        Print($"{accounts:#,0} accounts, {night.StoreName} store, {Environment.ProcessorCount} cores");
        Print($"  import         {accounts / import.Wall, 10:#,0} accounts/s");
        Print($"                 {accounts / import.Busy, 10:#,0} accounts a second of processor time");
        Print($"                 {(double)imported / accounts, 10:0.000} transactions an account");
        using var floor = night.StoreName == Embedded ? new SqliteFloor(Path.Combine(night.Folder, "floor.db")) : null;
        await PrintNightAsync("first night", night, tenant, floor);
        // From the second run on, there is a prediction to replace.
        night.Clock.Days++;
        await PrintNightAsync("next night", night, tenant, floor);
        using var process = Process.GetCurrentProcess();
        Print($"  peak memory    {process.PeakWorkingSet64 / 1e6, 10:#,0} MB");
    }

    private static async Task PrintNightAsync(string name, Night night, string tenant, SqliteFloor? floor)
    {
        var (accounts, count) = (night.Accounts, night.Count);
        count.Clear();
        night.Log.Clear();
        var taken = await TimedAsync(() => NightAsync(night.Services));
        var (all, reads, pages, writes) = (count.All, count.Reads, count.Pages, count.Writes);
        var id = RunRecord.Nightly(night.Clock.GetUtcNow()).RunId;
        var stored = await night.Services.GetRequiredService<RunStore>().FindAsync(tenant, id, CancellationToken.None);
        if (stored?.Run is not { State: RunState.Completed } run || run.Counts.Scored != accounts)
        {
            throw new InvalidOperationException("The run is not complete.");
        }

        Print($"  {name, -14} {accounts / taken.Wall, 10:#,0} accounts/s");
        Print($"                 {accounts / taken.Busy, 10:#,0} accounts a second of processor time");
        Print(
            $"                 {(double)all / accounts, 10:0.000} transactions an account: {reads:#,0} reads, {pages:#,0} pages, {writes:#,0} writes"
        );
        Print($"                 {run.Counts.CtasCreated, 10:#,0} CTAs");
        if (floor is not null)
        {
            var least = await TimedAsync(() =>
            {
                floor.Write(night.Log.Read());
                return Task.CompletedTask;
            });
            Print(
                $"                 {taken.Wall / least.Wall, 10:0.00} times as long as writing the same bytes to SQLite, {taken.Busy / least.Busy:0.00} in processor time"
            );
        }
    }

    internal static async Task ImportAsync(ServiceProvider services, string tenant, string file, int accounts)
    {
        var now = TimeProvider.System.GetUtcNow();
        await using var input = File.OpenRead(file);
        var report = await services
            .GetRequiredService<ImportAccounts>()
            .RunAsync(
                tenant,
                new ImportSource(input),
                new ImportOptions(),
                CancellationToken.None,
                line => line.AsOf is { } asOf ? line.Facts.Shifted(now - asOf) : line.Facts
            );
        if (report.Imported != accounts)
        {
            throw new InvalidOperationException("Not every account was imported.");
        }
    }

    internal static async Task NightAsync(ServiceProvider services)
    {
        await services.GetRequiredService<StartRun>().NightAsync(CancellationToken.None);
        await services
            .GetRequiredService<InlineQueue>()
            .WorkOffAsync(RunSteps.Of(services), null, CancellationToken.None);
    }

    internal static async Task<(double Wall, double Busy)> TimedAsync(Func<Task> work)
    {
        using var process = Process.GetCurrentProcess();
        var busy = process.TotalProcessorTime;
        var wall = Stopwatch.GetTimestamp();
        await work();
        process.Refresh();
        return (Stopwatch.GetElapsedTime(wall).TotalSeconds, (process.TotalProcessorTime - busy).TotalSeconds);
    }

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));

    /// <summary>The measured values and the store.</summary>
    private sealed record Night(
        ServiceProvider Services,
        DaysLater Clock,
        TransactionCount Count,
        TransactionLog Log,
        string Folder,
        int Accounts,
        string StoreName
    );

    private sealed class DaysLater : TimeProvider
    {
        public int Days { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddDays(Days);
    }
}
