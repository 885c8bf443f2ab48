using Azure.Storage.Queues.Models;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CsMl.Local.Host.Queues;

/// <summary>
/// Runs a function for one message and settles it: deleted after a success, back in the queue after a failure, in the
/// poison queue after too many failures. It never throws: a message that cannot be settled becomes visible again by
/// itself.
/// </summary>
internal sealed partial class QueueRun(
    Function function,
    IMessageQueue queue,
    QueueSettings settings,
    IServiceScopeFactory scopes,
    TimeProvider time,
    ILogger logger
)
{
    /// <summary>
    /// Visibility time-out of a message, renewed at half-time for longer runs. Both are the real host's values.
    /// </summary>
    public static readonly TimeSpan HeldFor = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan RenewAgainIn = TimeSpan.FromMinutes(1);

    private enum Outcome
    {
        Succeeded,
        Failed,

        /// <summary>The function was cancelled because the host stops.</summary>
        CutShort,
    }

    public async Task RunAsync(QueueMessage message, CancellationToken stopping)
    {
        // It was received more often than settled, so it may crash the whole process. It is not tried again.
        if (message.DequeueCount > settings.MaxDequeueCount)
        {
            await TrySettleAsync(message, Outcome.Failed);
            return;
        }

        using var ended = new CancellationTokenSource();
        var holding = HoldAsync(message, ended.Token);
        var outcome = await CallAsync(message, stopping);
        await ended.CancelAsync();
        if (await holding is { } held)
        {
            await TrySettleAsync(held, outcome);
        }
    }

    /// <summary>Runs the function for a message that is not in a queue.</summary>
    public Task RunLooseAsync(QueueMessage message, CancellationToken stopping) => CallAsync(message, stopping);

    /// <summary>Makes a message visible again that no function has received.</summary>
    public Task HandBackAsync(QueueMessage message) => TrySettleAsync(message, Outcome.CutShort);

    private async Task<Outcome> CallAsync(QueueMessage message, CancellationToken stopping)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await function.Call(scope.ServiceProvider, message, stopping);
            return Outcome.Succeeded;
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            Log.CutShort(logger, function.Name, message.MessageId);
            return Outcome.CutShort;
        }
        catch (Exception e)
        {
            Log.Failed(logger, function.Name, message.MessageId, message.DequeueCount, settings.MaxDequeueCount, e);
            return Outcome.Failed;
        }
    }

    /// <summary>Keeps the message hidden until <paramref name="ended"/> is cancelled.</summary>
    /// <returns>The message with its last receipt; null if another consumer has it.</returns>
    private async Task<QueueMessage?> HoldAsync(QueueMessage message, CancellationToken ended)
    {
        var pause = HeldFor / 2;
        while (true)
        {
            await Task.Delay(pause, time, ended).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (ended.IsCancellationRequested)
            {
                return message;
            }

            try
            {
                if (await queue.HideAsync(message, HeldFor, CancellationToken.None) is not { } held)
                {
                    Log.Lost(logger, message.MessageId, queue.Name);
                    return null;
                }

                message = held;
                pause = HeldFor / 2;
            }
            catch (Exception e)
            {
                Log.NotRenewed(logger, message.MessageId, queue.Name, e);
                pause = RenewAgainIn;
            }
        }
    }

    private async Task TrySettleAsync(QueueMessage message, Outcome outcome)
    {
        try
        {
            // A message must be settled even when the host stops.
            if (!await SettleAsync(message, outcome, CancellationToken.None))
            {
                Log.Lost(logger, message.MessageId, queue.Name);
            }
        }
        catch (Exception e)
        {
            Log.NotSettled(logger, message.MessageId, queue.Name, e);
        }
    }

    private async Task<bool> SettleAsync(QueueMessage message, Outcome outcome, CancellationToken cancellation)
    {
        switch (outcome)
        {
            case Outcome.Succeeded:
                return await queue.DeleteAsync(message, cancellation);
            case Outcome.CutShort:
                return await queue.HideAsync(message, TimeSpan.Zero, cancellation) is not null;
            case Outcome.Failed when message.DequeueCount < settings.MaxDequeueCount:
                return await queue.HideAsync(message, settings.VisibilityTimeout, cancellation) is not null;
            default:
                Log.Poisoned(logger, message.MessageId, PoisonQueue.Of(queue.Name), settings.MaxDequeueCount);
                return await queue.PoisonAsync(message, cancellation);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "{Function} failed on message {Id}, attempt {Attempt} of {Attempts}")]
        public static partial void Failed(
            ILogger logger,
            string function,
            string id,
            long attempt,
            int attempts,
            Exception exception
        );

        [LoggerMessage(2, LogLevel.Warning, "{Function} was cut short by the host's stop; message {Id} is handed back")]
        public static partial void CutShort(ILogger logger, string function, string id);

        [LoggerMessage(3, LogLevel.Error, "Message {Id} is moved to the queue {Queue} after {Attempts} attempts")]
        public static partial void Poisoned(ILogger logger, string id, string queue, int attempts);

        [LoggerMessage(4, LogLevel.Warning, "Message {Id} of the queue {Queue} is held by another consumer, or gone")]
        public static partial void Lost(ILogger logger, string id, string queue);

        [LoggerMessage(
            5,
            LogLevel.Warning,
            "Message {Id} of the queue {Queue} cannot be held for longer now; that is tried again"
        )]
        public static partial void NotRenewed(ILogger logger, string id, string queue, Exception exception);

        [LoggerMessage(
            6,
            LogLevel.Warning,
            "What became of message {Id} cannot be told to the queue {Queue}; it comes back"
        )]
        public static partial void NotSettled(ILogger logger, string id, string queue, Exception exception);
    }
}
