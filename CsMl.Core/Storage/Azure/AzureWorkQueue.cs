using System.Collections.Concurrent;
using Azure.Storage.Queues;

namespace CsMl.Core.Storage.Azure;

/// <summary>
/// Queues of an Azure storage account. Each is created on first use, so that a deployment need not create it.
/// </summary>
/// <param name="service">
/// Created with <see cref="QueueMessageEncoding.Base64"/>, which the Functions host expects unless host.json sets
/// another encoding.
/// </param>
/// <param name="limit">A call fails as unavailable after this time; null for the client's own limits only.</param>
public sealed class AzureWorkQueue(QueueServiceClient service, TimeSpan? limit = null) : IWorkQueue
{
    // Each message needs its own request, so the messages of a large run are sent in parallel.
    private const int AtOnce = 16;

    // The service's default is to delete a message after 7 days; work that waits for an operator must not be lost.
    private static readonly TimeSpan ForEver = TimeSpan.FromSeconds(-1);

    private readonly ConcurrentDictionary<string, Destination> _queues = new(StringComparer.Ordinal);

    public async Task SendAsync(string queue, IReadOnlyList<string> messages, CancellationToken cancellation)
    {
        WorkMessage.Check(queue, messages);
        var destination = _queues.GetOrAdd(queue, name => new Destination(service.GetQueueClient(name)));
        try
        {
            using (var bound = Begin(cancellation))
            {
                await destination.Created.WaitAsync(bound.Token);
            }

            await Parallel.ForEachAsync(
                messages,
                new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation },
                async (message, stop) =>
                {
                    using var bound = Begin(stop);
                    await destination.Client.SendMessageAsync(
                        message,
                        timeToLive: ForEver,
                        cancellationToken: bound.Token
                    );
                }
            );
        }
        catch (Exception e) when (AzureQueueOutage.Is(e, cancellation))
        {
            if (AzureQueueOutage.IsMissingQueue(e))
            {
                destination.Created.Forget();
            }

            throw AzureQueueOutage.Unavailable(e);
        }
    }

    private CancellationTokenSource Begin(CancellationToken caller) =>
        BoundedCall.Begin(limit ?? Timeout.InfiniteTimeSpan, caller);

    private sealed class Destination(QueueClient client)
    {
        public QueueClient Client { get; } = client;

        public CreatedOnce Created { get; } = new(() => client.CreateIfNotExistsAsync());
    }
}
