using System.Diagnostics;
using System.Net;
using CsMl.Tests.Worker.Rpc;

namespace CsMl.Benchmarks;

/// <summary>
/// Measures the time from the start of a cold worker to its first HTTP response, compared with an isolated worker with
/// one function that does nothing. Both are published in Release and started in turn.
/// </summary>
internal static class WorkerBenchmark
{
    private static readonly Worker[] Workers =
    [
        new("empty app", "CsMl.Benchmarks/EmptyWorker", "EmptyWorker.dll", "/api/status"),
        new("CsMl", "CsMl.Functions", "CsMl.Functions.dll", "/api/crm/accounts/portfolio/ml/status"),
    ];

    public static async Task<int> RunAsync(int rounds)
    {
        var folder = Directory.CreateTempSubdirectory("csml-workers");
        try
        {
            foreach (var worker in Workers)
            {
                await PublishAsync(worker.Project, Path.Combine(folder.FullName, worker.Name));
            }

            await MeasureAsync(folder.FullName, rounds);
            return 0;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task MeasureAsync(string folder, int rounds)
    {
        var starts = Workers.Select(_ => new List<Start>()).ToList();
        // One additional round: the first one reads the files from the disk.
        for (var round = -1; round < rounds; round++)
        {
            foreach (var (worker, taken) in Workers.Zip(starts))
            {
                var start = await StartAsync(folder, worker);
                if (round >= 0)
                {
                    taken.Add(start);
                }
            }
        }

        Console.WriteLine($"start to first answer, median of {rounds} rounds, {Environment.ProcessorCount} cores");
        Console.WriteLine($"  {"", -10} {"ms", 6} {"ratio", 6} {"processor ms", 13} {"ratio", 6}");
        var first = (Elapsed: Median(starts[0], s => s.Elapsed), Busy: Median(starts[0], s => s.Busy));
        foreach (var (worker, taken) in Workers.Zip(starts))
        {
            var (elapsed, busy) = (Median(taken, s => s.Elapsed), Median(taken, s => s.Busy));
            Console.WriteLine(
                $"  {worker.Name, -10} {elapsed.TotalMilliseconds, 6:0} {elapsed / first.Elapsed, 6:0.00} {busy.TotalMilliseconds, 13:0} {busy / first.Busy, 6:0.00}"
            );
        }
    }

    private static async Task<Start> StartAsync(string folder, Worker worker)
    {
        await using var host = await FunctionRpcHost.StartAsync(
            new FileInfo(Path.Combine(folder, worker.Name, worker.Assembly)),
            ("AzureWebJobsStorage", "UseDevelopmentStorage=true"),
            ("Nightly__Schedule", "0 0 2 * * *")
        );
        var (status, _) = await host.SendAsync("GetStatus", HttpMethod.Get, worker.Path);
        var start = new Start(host.Elapsed, host.ProcessorTime);
        return status == HttpStatusCode.OK
            ? start
            : throw new InvalidOperationException($"{worker.Name} answered {status}.\n{host.Log}");
    }

    private static TimeSpan Median(List<Start> starts, Func<Start, TimeSpan> figure) =>
        starts.Select(figure).Order().ElementAt(starts.Count / 2);

    private static async Task PublishAsync(string project, string folder)
    {
        using var publish = Process.Start(
            "dotnet",
            ["publish", project, "--nologo", "-v", "quiet", "-c", "Release", "-o", folder]
        );
        await publish.WaitForExitAsync();
        if (publish.ExitCode != 0)
        {
            throw new InvalidOperationException($"dotnet publish {project} ended with {publish.ExitCode}.");
        }
    }

    private sealed record Worker(string Name, string Project, string Assembly, string Path);

    private readonly record struct Start(TimeSpan Elapsed, TimeSpan Busy);
}
