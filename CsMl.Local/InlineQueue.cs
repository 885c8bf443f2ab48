using System.Collections.Concurrent;
using CsMl.Core.Portfolio;
using CsMl.Core.Queues;

namespace CsMl.Local;

/// <summary>
/// Runs portfolio runs to their end within one command. What a killed command leaves undone is not lost with its
/// messages: the next one opens the run again, and opening sends whatever is not done.
/// </summary>
internal sealed class InlineQueue : IWorkQueue
{
    private const int MostTries = 5;

    private readonly ConcurrentQueue<(string Queue, string Message)> waiting = new();

    public Task SendAsync(string queue, IReadOnlyList<string> messages, CancellationToken cancellation)
    {
        foreach (var message in messages)
        {
            waiting.Enqueue((queue, message));
        }

        return Task.CompletedTask;
    }

    /// <summary>Handles messages until there are none, one a core at a time.</summary>
    /// <param name="progress">Told after each message how many accounts are done, and of how many.</param>
    public async Task WorkOffAsync(
        OpenRun openRun,
        ScorePage scorePage,
        IProgress<(int Done, int Total)>? progress,
        CancellationToken cancellation
    )
    {
        var (done, total) = (0, 0);
        while (!waiting.IsEmpty)
        {
            var batch = new List<(string Queue, string Message)>();
            while (waiting.TryDequeue(out var next))
            {
                batch.Add(next);
            }

            await Parallel.ForEachAsync(
                batch,
                cancellation,
                async (work, cancel) =>
                {
                    var message = RunMessage.Parse(work.Message);
                    if (work.Queue == RunMessage.RunsQueue)
                    {
                        Interlocked.Add(ref total, await openRun.RunAsync(message, cancel));
                    }
                    else
                    {
                        Interlocked.Add(ref done, await ScoreAsync(scorePage, message, cancel));
                    }

                    progress?.Report((done, total));
                }
            );
        }
    }

    private static async Task<int> ScoreAsync(ScorePage scorePage, RunMessage message, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await scorePage.RunAsync(message, cancellation);
            }
            catch (InvalidOperationException) when (attempt < MostTries)
            {
                // It lost to another writer throughout; those are done by now.
            }
            catch (InvalidOperationException)
            {
                await scorePage.GiveUpAsync(message, cancellation);
                return 0;
            }
        }
    }
}
