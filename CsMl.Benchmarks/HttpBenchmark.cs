using System.Diagnostics;
using System.Globalization;
using CsMl.Core.Accounts;
using CsMl.Local.Sample;

namespace CsMl.Benchmarks;

/// <summary>
/// Measures the cost of a call, compared with a server that does nothing. The servers run in one process and the
/// callers in another; each caller keeps its own connection.
/// </summary>
internal static class HttpBenchmark
{
    private const int Rounds = 5;
    private static readonly int[] AllCallers = [1, 8, 32];
    private static readonly TimeSpan RoundLength = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(4);

    /// <param name="callers">Null for 1, 8 and 32, one after another.</param>
    public static async Task<int> RunAsync(int? callers)
    {
        using var servers = Process.Start(
            new ProcessStartInfo("dotnet", [typeof(HttpBenchmark).Assembly.Location, "http-hosts"])
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
                || line.Split(' ') is not [var app, var guarded, var bare]
            )
            {
                return 1;
            }

            await MeasureAsync(
                servers,
                Calls(new Uri(app), new Uri(guarded), new Uri(bare)),
                callers is { } one ? [one] : AllCallers
            );
        }
        finally
        {
            servers.StandardInput.Close();
            await servers.WaitForExitAsync();
        }

        return 0;
    }

    private static Call[] Calls(Uri app, Uri guarded, Uri bare)
    {
        var now = TimeProvider.System.GetUtcNow();
        var ids = SamplePortfolio
            .Make(now)
            .Where(facts => DeriveLifecycle.Of(facts, RetentionOutcomes.None, now).IsCustomer)
            .Select(facts => facts.AccountId)
            .ToList();
        return
        [
            new("bare endpoint", bare, [KeptConnection.Get("/")]),
            new("cached churn-risk", app, [.. ids.Select(id => KeptConnection.Get(Path(id, "churn-risk")))]),
            new(
                "  with access key",
                guarded,
                [.. ids.Select(id => KeptConnection.Get(Path(id, "churn-risk"), HttpHosts.AccessKey))]
            ),
            new(
                "fresh predict",
                app,
                [
                    .. ids.Select(id =>
                        KeptConnection.Post(
                            Path(id, "predict"),
                            """{"predictionType":"CHURN","options":{"forceRefresh":true}}"""
                        )
                    ),
                ]
            ),
        ];

        static string Path(string id, string verb) => $"/api/crm/accounts/{id}/ml/{verb}";
    }

    private static async Task MeasureAsync(Process servers, Call[] calls, int[] callerCounts)
    {
        foreach (var call in calls)
        {
            await RoundAsync(servers, call, 8, WarmUp);
        }

        Print($"median of {Rounds} rounds of {RoundLength.TotalSeconds:0} s, {Environment.ProcessorCount} cores");
        Print(
            $"  {"", -18} {"callers", 8} {"req/s", 8} {"of bare", 8} {"p50 ms", 8} {"p99 ms", 8} {"server µs a call", 17}"
        );
        foreach (var callers in callerCounts)
        {
            // In turn, so that other load on the machine affects all of them equally.
            var rounds = calls.Select(_ => new List<Figures>()).ToList();
            for (var i = 0; i < Rounds * calls.Length; i++)
            {
                rounds[i % calls.Length].Add(await RoundAsync(servers, calls[i % calls.Length], callers, RoundLength));
            }

            for (var i = 0; i < calls.Length; i++)
            {
                // Round by round, so that a slow moment of the machine affects both.
                var ofBare = rounds[i].Zip(rounds[0], (call, bare) => call.PerSecond / bare.PerSecond).Order();
                Print(
                    $"  {calls[i].Name, -18} {callers, 8} {Median(rounds[i], f => f.PerSecond), 8:#,0} {ofBare.ElementAt(Rounds / 2), 8:0.00} {Median(rounds[i], f => f.P50), 8:0.00} {Median(rounds[i], f => f.P99), 8:0.00} {Median(rounds[i], f => f.ServerMicroseconds), 17:0}"
                );
            }
        }
    }

    private static async Task<Figures> RoundAsync(Process servers, Call call, int callers, TimeSpan length)
    {
        servers.Refresh();
        var busy = servers.TotalProcessorTime;
        var start = Stopwatch.GetTimestamp();
        var each = await Task.WhenAll(
            Enumerable.Range(0, callers).Select(caller => Task.Run(() => CallAsync(call, caller, start, length)))
        );
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        servers.Refresh();
        var all = each.SelectMany(times => times).Order().ToList();
        return new Figures(
            all.Count / seconds,
            all[all.Count / 2],
            all[(int)(all.Count * 0.99)],
            (servers.TotalProcessorTime - busy).TotalMicroseconds / all.Count
        );
    }

    private static async Task<List<double>> CallAsync(Call call, int caller, long start, TimeSpan length)
    {
        using var connection = await KeptConnection.OpenAsync(call.Address);
        var times = new List<double>();
        for (var i = caller; Stopwatch.GetElapsedTime(start) < length; i++)
        {
            var sent = Stopwatch.GetTimestamp();
            await connection.CallAsync(call.Requests[i * 7 % call.Requests.Count]);
            times.Add(Stopwatch.GetElapsedTime(sent).TotalMilliseconds);
        }

        return times;
    }

    private static double Median(List<Figures> rounds, Func<Figures, double> figure) =>
        rounds.Select(figure).Order().ElementAt(Rounds / 2);

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));

    /// <param name="Requests">The requests, sent in turn.</param>
    private sealed record Call(string Name, Uri Address, IReadOnlyList<byte[]> Requests);

    /// <param name="P50">In milliseconds, like <paramref name="P99"/>.</param>
    /// <param name="ServerMicroseconds">Processor time of the servers per call.</param>
    private sealed record Figures(double PerSecond, double P50, double P99, double ServerMicroseconds);
}
