using System.Diagnostics;
using System.Globalization;
using CsMl.Core.Predictions;
using CsMl.Local.Commands;

namespace CsMl.Benchmarks;

/// <summary>
/// Measures <c>score</c> from file to file: read, parse, predict, write. Figures per core are per second of processor
/// time, so they do not depend on other load or on the number of cores.
/// </summary>
internal static class ScoreBenchmark
{
    private const int Rounds = 7;
    private const int FewAccounts = 20_000;
    private const int ManyAccounts = 200_000;

    private static readonly ScoreTerms Terms = new(PredictionType.Churn, 90, DateTimeOffset.UnixEpoch);

    public static async Task<int> RunAsync(int accounts)
    {
        await WithFilesAsync(accounts, SpeedAsync);
        // A process's peak memory never decreases, so each peak is measured in a separate process.
        foreach (var size in (ReadOnlySpan<int>)[FewAccounts, ManyAccounts])
        {
            using var alone = Process.Start("dotnet", [typeof(ScoreBenchmark).Assembly.Location, "peak", $"{size}"]);
            alone.WaitForExit();
        }

        return 0;
    }

    /// <summary>Scores one file once and prints the peak memory.</summary>
    public static async Task<int> PeakAsync(int accounts)
    {
        await WithFilesAsync(
            accounts,
            async (input, output, _) =>
            {
                await ScoreAsync(input, output);
                using var process = Process.GetCurrentProcess();
                Print($"  peak memory    {process.PeakWorkingSet64 / 1e6, 10:#,0} MB with {accounts:#,0} accounts");
            }
        );
        return 0;
    }

    private static async Task WithFilesAsync(int accounts, Func<string, string, int, Task> run)
    {
        var input = Path.GetTempFileName();
        var output = Path.GetTempFileName();
        try
        {
            await GenerateLines.ToAsync(input, accounts);
            await run(input, output, accounts);
        }
        finally
        {
            File.Delete(input);
            File.Delete(output);
        }
    }

    private static async Task SpeedAsync(string input, string output, int accounts)
    {
        // The first rounds compile the hot methods and do not count.
        var copy = output + ".floor";
        await ScoreAsync(input, output);
        await ScoreAsync(input, output);
        await FloorAsync(input, output, copy);
        var rounds = new List<(double Wall, double Busy)>();
        var floors = new List<double>();
        for (var i = 0; i < Rounds; i++)
        {
            rounds.Add(await ScoreAsync(input, output));
            floors.Add(await FloorAsync(input, output, copy));
        }

        File.Delete(copy);

        var wall = Median(rounds.Select(r => r.Wall));
        var busy = Median(rounds.Select(r => r.Busy));
        Print(
            $"{accounts:#,0} accounts, median of {Rounds} rounds after 2 to warm up, {Environment.ProcessorCount} cores"
        );
        Print($"  in             {(double)new FileInfo(input).Length / accounts, 10:#,0} bytes a line");
        Print($"  out            {(double)new FileInfo(output).Length / accounts, 10:#,0} bytes a line");
        Print($"  all cores      {accounts / wall, 10:#,0} accounts/s");
        Print($"  per busy core  {accounts / busy, 10:#,0} accounts/s, {1e6 * busy / accounts:0.0} µs an account");
        var ofFloor = Median(rounds.Zip(floors, (round, floor) => round.Busy / floor));
        Print(
            $"  floor          {ofFloor, 10:0.00} times the processor time of System.Text.Json reading and writing the lines"
        );
        Print($"  best per core  {accounts / rounds.Min(r => r.Busy), 10:#,0} accounts/s");
    }

    /// <summary>Returns the processor time in seconds.</summary>
    private static async Task<double> FloorAsync(string input, string answers, string output)
    {
        var (_, busy) = await PortfolioBenchmark.TimedAsync(() => JsonFloor.RunAsync(input, answers, output));
        return busy;
    }

    internal static async Task<(double Wall, double Busy)> ScoreAsync(string input, string output)
    {
        using var process = Process.GetCurrentProcess();
        var busy = process.TotalProcessorTime;
        var wall = Stopwatch.GetTimestamp();
        await using (var from = StandardStreams.OpenInput(input))
        await using (var to = StandardStreams.OpenOutput(output))
        {
            await ScoreLines.RunAsync(from, to, Terms, Console.Error.WriteLine, null, CancellationToken.None);
        }

        process.Refresh();
        return (Stopwatch.GetElapsedTime(wall).TotalSeconds, (process.TotalProcessorTime - busy).TotalSeconds);
    }

    private static double Median(IEnumerable<double> values) => values.Order().ElementAt(Rounds / 2);

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
