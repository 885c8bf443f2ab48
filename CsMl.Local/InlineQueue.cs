using System.Collections.Concurrent;
using CsMl.Core.Portfolio;
using CsMl.Core.Storage;

namespace CsMl.Local;

/// <summary>
/// Runs portfolio runs to their end within one command. Work that a killed command leaves undone is not lost with its
/// messages: the next command opens the run again, which sends messages for everything not done.
/// </summary>
internal sealed class InlineQueue : IWorkQueue
{
    // The same value as in host.json.
    private const int MostTries = 5;

    private readonly ConcurrentQueue<(string Queue, string Message)> _waiting = new();

    public Task SendAsync(string queue, IReadOnlyList<string> messages, CancellationToken cancellation)
    {
        foreach (var message in messages)
        {
            _waiting.Enqueue((queue, message));
        }

        return Task.CompletedTask;
    }

    /// <summary>Handles messages until there are none, one per core at a time.</summary>
    /// <param name="progress">Receives the number of accounts done and in total after each message.</param>
    /// <exception cref="StorageUnavailableException">The command ends; the next one continues the run.</exception>
    public async Task WorkOffAsync(
        RunSteps steps,
        IProgress<(int Done, int Total)>? progress,
        CancellationToken cancellation
    )
    {
        var (done, total) = (0, 0);
        while (!_waiting.IsEmpty)
        {
            var batch = new List<(string Queue, string Message)>();
            while (_waiting.TryDequeue(out var next))
            {
                batch.Add(next);
            }

            await Parallel.ForEachAsync(
                batch,
                cancellation,
                async (work, cancel) =>
                {
                    var message = RunMessage.Parse(work.Message);
                    switch (work.Queue)
                    {
                        case RunMessage.RunsQueue:
                            var opened = await TryAsync(steps.Open.RunAsync, steps.Open.GiveUpAsync, message, cancel);
                            Interlocked.Add(ref total, opened);
                            break;
                        case RunMessage.PagesQueue:
                            var scored = await TryAsync(
                                steps.Score.RunAsync,
                                (page, c) => steps.Score.GiveUpAsync(page, c),
                                message,
                                cancel
                            );
                            Interlocked.Add(ref done, scored);
                            break;
                        default:
                            await TryAsync(CloseAsync, steps.Close.GiveUpAsync, message, cancel);
                            break;
                    }

                    progress?.Report((done, total));
                }
            );
        }

        async Task<int> CloseAsync(RunMessage message, CancellationToken cancel)
        {
            await steps.Close.RunAsync(message, cancel);
            return 0;
        }
    }

    private static async Task<int> TryAsync(
        Func<RunMessage, CancellationToken, Task<int>> handle,
        Func<RunMessage, CancellationToken, Task> giveUp,
        RunMessage message,
        CancellationToken cancellation
    )
    {
        for (var attempt = 0; attempt < MostTries; attempt++)
        {
            try
            {
                return await handle(message, cancellation);
            }
            catch (Exception e) when (IsFailedTry(e, cancellation))
            {
                // The run itself records the final failure.
            }
        }

        await giveUp(message, cancellation);
        return 0;
    }

    /// <summary>
    /// A storage outage is not a failed attempt: no run can continue without storage, and none is given up because of
    /// it.
    /// </summary>
    private static bool IsFailedTry(Exception exception, CancellationToken cancellation) =>
        exception switch
        {
            StorageUnavailableException => false,
            OperationCanceledException => !cancellation.IsCancellationRequested,
            _ => true,
        };
}
