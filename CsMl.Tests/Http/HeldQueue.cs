using System.Collections.Concurrent;
using CsMl.Core.Portfolio;
using CsMl.Core.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace CsMl.Tests.Http;

/// <summary>A queue that delivers nothing by itself, so that a test says which message is handled when, and how often.</summary>
internal sealed class HeldQueue : IWorkQueue
{
    private readonly ConcurrentQueue<(string Queue, RunMessage Message)> _sent = [];

    public IReadOnlyList<RunMessage> Runs => Of(RunMessage.RunsQueue);

    public IReadOnlyList<RunMessage> Pages => Of(RunMessage.PagesQueue);

    public IReadOnlyList<RunMessage> Closings => Of(RunMessage.ClosingsQueue);

    /// <summary>A step of a run that sends its messages here.</summary>
    public T Step<T>(RunningApp app) => ActivatorUtilities.CreateInstance<T>(app.Services, this);

    public Task SendAsync(string queue, IReadOnlyList<string> messages, CancellationToken cancellation)
    {
        foreach (var message in messages)
        {
            _sent.Enqueue((queue, RunMessage.Parse(message)));
        }

        return Task.CompletedTask;
    }

    private List<RunMessage> Of(string queue) => [.. _sent.Where(s => s.Queue == queue).Select(s => s.Message)];
}
