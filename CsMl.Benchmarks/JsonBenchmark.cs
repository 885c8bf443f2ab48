using System.Globalization;
using System.Text;
using CsMl.Core.Accounts.Import;

namespace CsMl.Benchmarks;

/// <summary>
/// Measures reading a line of account facts with the hand-written reader and with the source-generated serializer, in
/// turn in one process, and the whole of <c>score</c> over the same lines. All figures are processor time.
/// </summary>
internal static class JsonBenchmark
{
    private const int Rounds = 9;
    private const int GeneratedAccounts = 20_000;

    /// <summary>Minimum number of lines per round, so that a round is long enough to measure.</summary>
    private const int LinesARound = 60_000;

    /// <param name="file">Lines to read; null: the generated ones of <c>score</c>.</param>
    public static async Task<int> RunAsync(string? file)
    {
        var input = Path.GetTempFileName();
        var output = Path.GetTempFileName();
        try
        {
            if (file is null)
            {
                await GenerateLines.ToAsync(input, GeneratedAccounts);
            }

            await MeasureAsync(file ?? input, output);
        }
        finally
        {
            File.Delete(input);
            File.Delete(output);
        }

        return 0;
    }

    private static async Task MeasureAsync(string input, string output)
    {
        var lines = File.ReadLines(input).Select(Encoding.UTF8.GetBytes).ToArray();
        var passes = (LinesARound + lines.Length - 1) / lines.Length;
        var (byHand, bySerializer, score) = (new List<double>(), new List<double>(), new List<double>());
        // The first two rounds compile the hot methods.
        for (var i = 0; i < Rounds + 2; i++)
        {
            var hand = Read(lines, passes, static line => ReadAccount.TryParse(line, out _));
            var serializer = Read(lines, passes, SerializedAccount.Read);
            if (hand.Activities != serializer.Activities)
            {
                throw new InvalidDataException("The two ways do not read the same.");
            }

            var busy = 0.0;
            for (var pass = 0; pass < passes; pass++)
            {
                busy += (await ScoreBenchmark.ScoreAsync(input, output)).Busy;
            }

            if (i >= 2)
            {
                byHand.Add(hand.Micros);
                bySerializer.Add(serializer.Micros);
                score.Add(1e6 * busy / (passes * (double)lines.Length));
            }
        }

        var (h, s, whole) = (Median(byHand), Median(bySerializer), Median(score));
        Print(
            $"{lines.Length:#,0} lines, {passes} times a round, median of {Rounds} rounds, µs of processor time a line"
        );
        Print($"  read by hand           {h, 8:0.00}");
        Print($"  read by the serializer {s, 8:0.00}   {s / h:0.00} times");
        Print($"  score, whole           {whole, 8:0.00}");
        Print($"  score would reach      {whole / (whole - h + s), 8:0.000}   of its throughput with the serializer");
    }

    private static (double Micros, int Activities) Read(byte[][] lines, int passes, Func<byte[], AccountLine?> read)
    {
        var activities = 0;
        var before = Environment.CpuUsage.TotalTime;
        for (var pass = 0; pass < passes; pass++)
        {
            foreach (var line in lines)
            {
                activities += read(line)!.Facts.Activities.Count;
            }
        }

        var busy = Environment.CpuUsage.TotalTime - before;
        return (busy.TotalMicroseconds / (passes * (double)lines.Length), activities);
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
