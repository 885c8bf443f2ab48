using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace CsMl.Benchmarks;

/// <summary>
/// Measures the first page of the dashboard with few and with many accounts in the store, beside a server that does
/// nothing. Each size is served by a process of its own.
/// </summary>
internal static partial class MorningBenchmark
{
    private const int FewAccounts = 10_000;
    private const int Rounds = 7;
    private const string Page = "/api/dashboard";

    /// <summary>As it is asked for after a change, which reads everything anew.</summary>
    private const string Anew = Page + "?done=created";

    private static readonly TimeSpan RoundLength = TimeSpan.FromSeconds(1);

    /// <summary>Fails if the page costs more than it may.</summary>
    public static async Task<int> RunAsync(int accounts)
    {
        var few = await MeasureAsync(FewAccounts);
        var many = await MeasureAsync(accounts);
        var (time, bytes) = (many.OfBare / few.OfBare, (double)many.Bytes / few.Bytes);
        Print(
            $"{accounts:#,0} accounts beside {FewAccounts:#,0}: {time:0.00} times the time, {bytes:0.00} times the bytes"
        );
        return few is { Bytes: < 150_000, OfBare: <= 20 } && time <= 1.2 && bytes <= 1.2 ? 0 : 1;
    }

    private static async Task<Figures> MeasureAsync(int accounts)
    {
        using var servers = Process.Start(
            new ProcessStartInfo("dotnet", [typeof(MorningBenchmark).Assembly.Location, "morning-hosts", $"{accounts}"])
            {
                UseShellExecute = false,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
            }
        )!;
        try
        {
            if (
                await servers.StandardOutput.ReadLineAsync() is not { } line
                || line.Split(' ') is not [var app, var bare]
            )
            {
                throw new InvalidOperationException("The servers did not start.");
            }

            var figures = await MeasureAsync(new Uri(app), new Uri(bare));
            Print(
                $"{accounts, 9:#,0} accounts: {figures.PageMs:0.00} ms, the bare endpoint {figures.BareMs:0.000} ms, {figures.OfBare:0.0} times; read anew {figures.AnewMs:0.00} ms, {figures.AnewOfBare:0.0} times; {figures.Bytes:#,0} bytes"
            );
            return figures;
        }
        finally
        {
            servers.StandardInput.Close();
            await servers.WaitForExitAsync();
        }
    }

    /// <summary>In turn, so that other load on the machine affects both equally; the medians of the medians.</summary>
    private static async Task<Figures> MeasureAsync(Uri app, Uri bare)
    {
        await RoundAsync(app, Page);
        await RoundAsync(bare, "/");
        var rounds = new List<(double Page, double Anew, double Bare)>();
        for (var i = 0; i < Rounds; i++)
        {
            rounds.Add((await RoundAsync(app, Page), await RoundAsync(app, Anew), await RoundAsync(bare, "/")));
        }

        return new Figures(
            Median(rounds.Select(r => r.Page)),
            Median(rounds.Select(r => r.Anew)),
            Median(rounds.Select(r => r.Bare)),
            Median(rounds.Select(r => r.Page / r.Bare)),
            Median(rounds.Select(r => r.Anew / r.Bare)),
            await BytesAsync(app)
        );
    }

    /// <summary>Milliseconds of the median call of one caller.</summary>
    private static async Task<double> RoundAsync(Uri address, string path)
    {
        using var connection = await KeptConnection.OpenAsync(address);
        var (request, times, start) = (KeptConnection.Get(path), new List<double>(), Stopwatch.GetTimestamp());
        while (Stopwatch.GetElapsedTime(start) < RoundLength)
        {
            var sent = Stopwatch.GetTimestamp();
            await connection.CallAsync(request);
            times.Add(Stopwatch.GetElapsedTime(sent).TotalMilliseconds);
        }

        return Median(times);
    }

    /// <summary>What a browser that has nothing yet loads: the page and all that it refers to, as it is sent.</summary>
    private static async Task<long> BytesAsync(Uri app)
    {
        using var client = new HttpClient { BaseAddress = app };
        client.DefaultRequestHeaders.AcceptEncoding.ParseAdd("gzip");
        var page = await client.GetStringAsync(Page);
        var bytes = (long)System.Text.Encoding.UTF8.GetByteCount(page);
        foreach (var asset in Asset().Matches(page).Select(match => match.Value))
        {
            bytes += (await client.GetByteArrayAsync(asset)).Length;
        }

        return bytes;
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted[sorted.Count / 2];
    }

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));

    [GeneratedRegex(Page + "/assets/[^\"]+", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Asset();

    /// <param name="OfBare">The page's time in relation to the bare endpoint's, round by round.</param>
    private sealed record Figures(
        double PageMs,
        double AnewMs,
        double BareMs,
        double OfBare,
        double AnewOfBare,
        long Bytes
    );
}
