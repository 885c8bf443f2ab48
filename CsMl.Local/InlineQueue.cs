using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Text.Json;
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
    private volatile bool _metDamage;

    /// <summary>True if a step of a run was given up at a damaged row.</summary>
    public bool MetDamage => _metDamage;

    public Task SendAsync(string queue, IReadOnlyList<string> messages, CancellationToken cancellation)
    {
        foreach (var message in messages)
        {
            _waiting.Enqueue((queue, message));
        }

        return Task.CompletedTask;
    }

    /// <summary>Handles messages until there are none, those that are sent meanwhile included.</summary>
    /// <param name="progress">Receives the number of accounts done and in total after each message.</param>
    /// <exception cref="StorageUnavailableException">The command ends; the next one continues the run.</exception>
    public async Task WorkOffAsync(
        RunSteps steps,
        IProgress<(int Done, int Total)>? progress,
        CancellationToken cancellation
    )
    {
        var (done, total, inWork) = (0, 0, 0);
        using var ended = new SemaphoreSlim(0);
        var atOnce = new ParallelOptions { MaxDegreeOfParallelism = steps.AtOnce, CancellationToken = cancellation };
        await Parallel.ForEachAsync(
            MessagesAsync(CancellationToken.None),
            atOnce,
            async (work, cancel) =>
            {
                try
                {
                    var (opened, scored) = await HandleAsync(steps, work, cancel);
                    progress?.Report((Interlocked.Add(ref done, scored), Interlocked.Add(ref total, opened)));
                }
                finally
                {
                    Interlocked.Decrement(ref inWork);
                    ended.Release();
                }
            }
        );

        async IAsyncEnumerable<(string, string)> MessagesAsync([EnumeratorCancellation] CancellationToken cancel)
        {
            while (true)
            {
                // Messages are sent by those in work only, so that none can come once nothing is.
                var areAll = Volatile.Read(ref inWork) == 0;
                if (_waiting.TryDequeue(out var next))
                {
                    Interlocked.Increment(ref inWork);
                    yield return next;
                }
                else if (areAll)
                {
                    yield break;
                }
                else
                {
                    await ended.WaitAsync(cancel);
                }
            }
        }
    }

    /// <returns>The number of accounts to score, of a run, and of those scored, of a page.</returns>
    private async Task<(int Opened, int Scored)> HandleAsync(
        RunSteps steps,
        (string Queue, string Message) work,
        CancellationToken cancellation
    )
    {
        var message = RunMessage.Parse(work.Message);
        switch (work.Queue)
        {
            case RunMessage.RunsQueue:
                return (await TryAsync(steps.Open.RunAsync, steps.Open.GiveUpAsync, message, cancellation), 0);
            case RunMessage.PagesQueue:
                return (0, await TryAsync(steps.Score.RunAsync, GiveUpPageAsync, message, cancellation));
            default:
                return (0, await TryAsync(CloseAsync, steps.Close.GiveUpAsync, message, cancellation));
        }

        Task GiveUpPageAsync(RunMessage page, CancellationToken cancel) => steps.Score.GiveUpAsync(page, cancel);

        async Task<int> CloseAsync(RunMessage run, CancellationToken cancel)
        {
            await steps.Close.RunAsync(run, cancel);
            return 0;
        }
    }

    private async Task<int> TryAsync(
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
                _metDamage |= attempt == MostTries - 1 && e is (JsonException or InvalidDataException);
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
