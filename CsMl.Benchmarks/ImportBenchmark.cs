using System.Globalization;
using System.Text;
using CsMl.Core.Accounts.Import;
using CsMl.Core.Accounts.Import.Files;
using CsMl.Core.Crm;
using CsMl.Core.Ctas;
using CsMl.Core.Health;
using CsMl.Core.Limits;
using CsMl.Core.Predictions;
using CsMl.Core.Requests;
using CsMl.Core.Settings;
using CsMl.Local;
using CsMl.Local.Storage;
using Microsoft.Extensions.Options;

namespace CsMl.Benchmarks;

/// <summary>
/// Measures the import of the same profiles as JSON lines and as CSV, in turn, each into a new store of its own.
/// </summary>
internal static class ImportBenchmark
{
    private const int Rounds = 3;

    public static async Task<int> RunAsync(int rows)
    {
        var folder = Directory.CreateTempSubdirectory("csml-import").FullName;
        try
        {
            var (json, csv) = (Path.Combine(folder, "a.jsonl"), Path.Combine(folder, "a.csv"));
            await WriteAsync(json, csv, rows);
            // The first round compiles the hot methods and does not count.
            await ImportAsync(folder, json, rows);
            await ImportAsync(folder, csv, rows);
            var (ofJson, ofCsv) = (new List<(double Wall, double Busy)>(), new List<(double Wall, double Busy)>());
            for (var i = 0; i < Rounds; i++)
            {
                ofJson.Add(await ImportAsync(folder, json, rows));
                ofCsv.Add(await ImportAsync(folder, csv, rows));
            }

            var (a, b) = (Median(ofJson), Median(ofCsv));
            Print($"{rows:#,0} rows, median of {Rounds} rounds");
            Print($"  JSON lines     {a.Wall, 8:0.00} s, {a.Busy, 8:0.00} s of processor time");
            Print($"  CSV            {b.Wall, 8:0.00} s, {b.Busy, 8:0.00} s of processor time");
            Print(
                $"  CSV takes      {b.Wall / a.Wall, 8:0.00} times as long, {b.Busy / a.Busy:0.00} in processor time"
            );
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        return 0;
    }

    private static async Task WriteAsync(string json, string csv, int rows)
    {
        var random = new Random(20260301);
        await using var lines = new StreamWriter(json, append: false, new UTF8Encoding(false), 1 << 20);
        await using var table = new StreamWriter(csv, append: false, new UTF8Encoding(false), 1 << 20);
        await table.WriteLineAsync("Account ID,Account Name,Type,Owner,Created Date,Health Score,ARR,Renewal Date");
        for (var i = 0; i < rows; i++)
        {
            var (score, revenue) = (random.Next(1_000) / 10m, random.Next(100_000_00) / 100m);
            var created = new DateTime(2020, 1, 1).AddDays(random.Next(2_000));
            var renewal = new DateTime(2026, 12, 1).AddDays(random.Next(700));
            await lines.WriteLineAsync(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $$"""{"accountId":"{{i}}","name":"Customer {{i}} (Testland)","type":"CUSTOMER","ownerId":"csm-{{i % 20}}","createdAt":"{{created:yyyy-MM-dd}}","healthScore":{{score}},"annualRevenue":{{revenue}},"renewalDate":"{{renewal:yyyy-MM-dd}}"}"""
                )
            );
            await table.WriteLineAsync(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{i},Customer {i} (Testland),CUSTOMER,csm-{i % 20},{created:MM/dd/yyyy},{score},\"${revenue:#,0.00}\",{renewal:MM/dd/yyyy}"
                )
            );
        }
    }

    private static async Task<(double Wall, double Busy)> ImportAsync(string folder, string file, int rows)
    {
        var data = Path.Combine(folder, Guid.NewGuid().ToString("N"));
        Directory.CreateDirectory(data);
        using var store = new SqliteDatabase(Path.Combine(data, "csml.db"));
        var import = new ImportAccounts(
            new AccountIndex(store.Tables(), TimeProvider.System),
            new TenantSettings(
                store.Tables(),
                new ConfiguredSettings(
                    Options.Create(new PredictionOptions()),
                    Options.Create(new CtaOptions()),
                    Options.Create(new HealthOptions()),
                    Options.Create(new LimitOptions()),
                    _ => false
                ),
                TimeProvider.System
            )
        );
        await using var input = StandardInput(file);
        ImportReport? report = null;
        var taken = await PortfolioBenchmark.TimedAsync(async () =>
            report = await import.RunAsync(
                LocalApp.Tenant,
                new ImportSource(input),
                new ImportOptions(),
                CancellationToken.None
            )
        );
        return report!.Imported == rows && report.Failed == 0 && report.Warnings.Count == 0
            ? taken
            : throw new InvalidOperationException("Not every row was imported whole.");
    }

    private static FileStream StandardInput(string file) =>
        new(
            file,
            FileMode.Open,
            FileAccess.Read,
            FileShare.Read,
            0,
            FileOptions.SequentialScan | FileOptions.Asynchronous
        );

    private static (double Wall, double Busy) Median(List<(double Wall, double Busy)> rounds) =>
        (
            rounds.Select(r => r.Wall).Order().ElementAt(rounds.Count / 2),
            rounds.Select(r => r.Busy).Order().ElementAt(rounds.Count / 2)
        );

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
