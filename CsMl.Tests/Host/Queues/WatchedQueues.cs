using System.Threading.Channels;
using Azure.Storage.Queues.Models;
using CsMl.Core.Storage;
using CsMl.Local.Host.Queues;

namespace CsMl.Tests.Host.Queues;

/// <summary>Queues that tell the test what the host does to their messages, and fail as they are told to.</summary>
internal sealed class WatchedQueues(IMessageQueues inner) : IMessageQueues
{
    private readonly Channel<string> _done = Channel.CreateUnbounded<string>();

    /// <summary>What happens before each receive.</summary>
    public Func<Task> BeforeReceive { get; set; } = () => Task.CompletedTask;

    /// <summary>How many of the next calls to hold a message for longer find the queue out of reach.</summary>
    public int FailingHides { get; set; }

    /// <summary>The next thing done to a message: <c>deleted x</c>, <c>hidden x for 00:00:30</c>, <c>poisoned x</c>, <c>lost x</c>.</summary>
    public Task<string> NextAsync() => _done.Reader.ReadAsync().AsTask().WaitAsync(HangGuard.Limit);

    public bool HasMore => _done.Reader.TryPeek(out _);

    public IMessageQueue Open(string name) => new Queue(this, inner.Open(name));

    private sealed class Queue(WatchedQueues watch, IMessageQueue inner) : IMessageQueue
    {
        public string Name => inner.Name;

        public Task NextSent => inner.NextSent;

        public async Task<IReadOnlyList<QueueMessage>> ReceiveAsync(
            int max,
            TimeSpan hidden,
            CancellationToken cancellation
        )
        {
            await watch.BeforeReceive();
            return await inner.ReceiveAsync(max, hidden, cancellation);
        }

        public async Task<QueueMessage?> HideAsync(
            QueueMessage message,
            TimeSpan hidden,
            CancellationToken cancellation
        )
        {
            if (watch.FailingHides > 0)
            {
                watch.FailingHides--;
                throw new StorageUnavailableException("Out of reach.", new IOException());
            }

            var held = await inner.HideAsync(message, hidden, cancellation);
            Tell(held is null ? "lost" : "hidden", message, held is null ? "" : $" for {hidden}");
            return held;
        }

        public async Task<bool> DeleteAsync(QueueMessage message, CancellationToken cancellation)
        {
            var done = await inner.DeleteAsync(message, cancellation);
            Tell(done ? "deleted" : "lost", message);
            return done;
        }

        public async Task<bool> PoisonAsync(QueueMessage message, CancellationToken cancellation)
        {
            var done = await inner.PoisonAsync(message, cancellation);
            Tell(done ? "poisoned" : "lost", message);
            return done;
        }

        private void Tell(string what, QueueMessage message, string how = "") =>
            watch._done.Writer.TryWrite($"{what} {message.Body}{how}");
    }
}
