using System.Collections.Concurrent;
using Azure.Storage.Queues.Models;
using CsMl.Core.Storage;
using Microsoft.Extensions.Logging;

namespace CsMl.Local.Host.Queues;

/// <summary>
/// Polls the queue of one function: receives a batch, starts all its messages at once, and receives the next batch when
/// only a few are running.
/// </summary>
internal sealed partial class QueueListener(
    Function function,
    IMessageQueue queue,
    QueueSettings settings,
    QueueRun run,
    TimeProvider time,
    ILogger logger
)
{
    private readonly HashSet<Task> _running = [];
    private readonly ConcurrentDictionary<Task, bool> _askedFor = [];
    private Task _listening = Task.CompletedTask;

    public string FunctionName => function.Name;

    /// <summary>Polls in the background until <paramref name="stopping"/> is cancelled.</summary>
    public void Start(CancellationToken stopping) =>
        _listening = Task.Run(() => ListenAsync(stopping), CancellationToken.None);

    /// <summary>Runs the function in the background for a message that is not in a queue.</summary>
    public void RunNow(string text, CancellationToken stopping)
    {
        var message = QueuesModelFactory.QueueMessage(
            Guid.NewGuid().ToString(),
            "",
            BinaryData.FromString(text),
            dequeueCount: 1,
            insertedOn: time.GetUtcNow()
        );
        var asked = Task.Run(() => run.RunLooseAsync(message, stopping), CancellationToken.None);
        _askedFor.TryAdd(asked, true);
        _ = asked.ContinueWith(done => _askedFor.TryRemove(done, out _), TaskScheduler.Default);
    }

    /// <summary>Completes when polling has stopped and no run is in progress.</summary>
    public Task WhenStoppedAsync() => Task.WhenAll([_listening, .. _askedFor.Keys]);

    private async Task ListenAsync(CancellationToken stopping)
    {
        var pause = new PollingPause(settings.MaxPollingInterval);
        while (!stopping.IsCancellationRequested)
        {
            // Read before the receive, so that a send between the receive and the wait ends the wait.
            var sent = queue.NextSent;
            var batch = await TryReceiveAsync();
            if (batch.Count > 0)
            {
                pause.Reset();
                Begin(batch, stopping);
                await RoomAsync();
            }
            else
            {
                await WaitAsync(pause.Next(), sent, stopping);
            }
        }

        await Task.WhenAll(_running);
    }

    /// <summary>
    /// The receive is not cancelled when the host stops: messages of a response that nobody reads would stay hidden for
    /// minutes. They are made visible again instead.
    /// </summary>
    private async Task<IReadOnlyList<QueueMessage>> TryReceiveAsync()
    {
        try
        {
            return await queue.ReceiveAsync(settings.BatchSize, QueueRun.HeldFor, CancellationToken.None);
        }
        catch (StorageUnavailableException e)
        {
            Log.Unavailable(logger, queue.Name, e);
        }
        catch (Exception e)
        {
            Log.Refused(logger, queue.Name, e);
        }

        return [];
    }

    private void Begin(IReadOnlyList<QueueMessage> batch, CancellationToken stopping)
    {
        foreach (var message in batch)
        {
            _running.Add(
                Task.Run(
                    () =>
                        stopping.IsCancellationRequested ? run.HandBackAsync(message) : run.RunAsync(message, stopping),
                    CancellationToken.None
                )
            );
        }
    }

    private async Task RoomAsync()
    {
        while (_running.Count > settings.NewBatchThreshold)
        {
            _running.Remove(await Task.WhenAny(_running));
        }

        _running.RemoveWhere(task => task.IsCompleted);
    }

    private async Task WaitAsync(TimeSpan pause, Task sent, CancellationToken stopping)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var delay = Task.Delay(pause, time, over.Token);
        await (settings.HearsSends ? Task.WhenAny(delay, sent) : Task.WhenAny(delay));
        await over.CancelAsync();
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The queue {Queue} cannot be read now; that is tried again")]
        public static partial void Unavailable(ILogger logger, string queue, Exception exception);

        [LoggerMessage(2, LogLevel.Error, "The queue {Queue} refuses to be read; that is tried again")]
        public static partial void Refused(ILogger logger, string queue, Exception exception);
    }
}
