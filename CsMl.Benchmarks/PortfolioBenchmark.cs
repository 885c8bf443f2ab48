using System.Diagnostics;
using System.Globalization;
using System.IO.Pipelines;
using CsMl.Core.Accounts.Import;
using CsMl.Core.Portfolio;
using CsMl.Core.Requests;
using CsMl.Core.Storage;
using CsMl.Functions;
using CsMl.Local;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CsMl.Benchmarks;

/// <summary>
/// What a night costs: accounts are imported, and then scored as the command <c>nightly</c> does. Each size runs in a
/// process of its own, with a store of its own, because a peak of memory never comes down again.
/// </summary>
internal static class PortfolioBenchmark
{
    public const string Embedded = "embedded";
    public const string Azurite = "azurite";

    private const int FewAccounts = 20_000;
    private const int ManyAccounts = 200_000;

    /// <summary>Runs one size, and on the embedded store the two whose peaks are compared.</summary>
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

    /// <summary>Imports and scores one portfolio and prints what that took.</summary>
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
            await using var services = Services(store, settings, clock, count);
            await MeasureAsync(services, clock, count, Path.Combine(folder, "accounts.jsonl"), accounts, storeName);
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
        TransactionCount count
    )
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<TimeProvider>(clock);
        LocalApp.Configure(services, settings, store);
        services.AddSingleton<InlineQueue>();
        services.AddSingleton<IWorkQueue>(provider => provider.GetRequiredService<InlineQueue>());
        var tables = services.Last(service => service.ServiceType == typeof(Tables));
        services.AddSingleton(
            tables.ImplementationInstance is Tables embedded
                ? CountingTable.Over(embedded, count)
                : CountingPolicy.Tables(settings[AzureStorage.Setting]!, count)
        );
        return services.BuildServiceProvider();
    }

    private static async Task MeasureAsync(
        ServiceProvider services,
        DaysLater clock,
        TransactionCount count,
        string file,
        int accounts,
        string storeName
    )
    {
        // An emulator may hold the portfolios of earlier measurements.
        var tenant = $"bench-{Guid.NewGuid():N}";
        await GenerateLines.ToAsync(file, accounts);
        var import = await TimedAsync(() => ImportAsync(services, tenant, file, accounts));
        var imported = count.All;
        Print($"{accounts:#,0} accounts, {storeName} store, {Environment.ProcessorCount} cores");
        Print($"  import         {accounts / import.Wall, 10:#,0} accounts/s");
        Print($"                 {accounts / import.Busy, 10:#,0} accounts a second of processor time");
        Print($"                 {(double)imported / accounts, 10:0.000} transactions an account");
        await PrintNightAsync("first night", services, count, tenant, accounts);
        // On all further nights there is a prediction to take the place of.
        clock.Days++;
        await PrintNightAsync("next night", services, count, tenant, accounts);
        using var process = Process.GetCurrentProcess();
        Print($"  peak memory    {process.PeakWorkingSet64 / 1e6, 10:#,0} MB");
    }

    private static async Task PrintNightAsync(
        string name,
        ServiceProvider services,
        TransactionCount count,
        string tenant,
        int accounts
    )
    {
        count.Clear();
        var night = await TimedAsync(() => NightAsync(services));
        var (all, reads, pages, writes) = (count.All, count.Reads, count.Pages, count.Writes);
        var id = RunRecord.Nightly(services.GetRequiredService<TimeProvider>().GetUtcNow()).RunId;
        var stored = await services.GetRequiredService<RunStore>().FindAsync(tenant, id, CancellationToken.None);
        if (stored?.Run is not { State: RunState.Completed } run || run.Counts.Scored != accounts)
        {
            throw new InvalidOperationException("The run is not complete.");
        }

        Print($"  {name, -14} {accounts / night.Wall, 10:#,0} accounts/s");
        Print($"                 {accounts / night.Busy, 10:#,0} accounts a second of processor time");
        Print(
            $"                 {(double)all / accounts, 10:0.000} transactions an account: {reads:#,0} reads, {pages:#,0} pages, {writes:#,0} writes"
        );
        Print($"                 {run.Counts.CtasCreated, 10:#,0} CTAs");
    }

    internal static async Task ImportAsync(ServiceProvider services, string tenant, string file, int accounts)
    {
        var now = TimeProvider.System.GetUtcNow();
        await using var input = File.OpenRead(file);
        var report = await services
            .GetRequiredService<ImportAccounts>()
            .RunJsonLinesAsync(
                tenant,
                PipeReader.Create(input),
                long.MaxValue,
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
            .WorkOffAsync(
                services.GetRequiredService<OpenRun>(),
                services.GetRequiredService<ScorePage>(),
                null,
                CancellationToken.None
            );
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

    private sealed class DaysLater : TimeProvider
    {
        public int Days { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddDays(Days);
    }
}
