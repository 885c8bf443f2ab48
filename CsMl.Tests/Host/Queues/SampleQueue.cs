using Microsoft.Azure.Functions.Worker;

namespace CsMl.Tests.Host.Queues;

public sealed class SampleQueue(QueueProbe probe)
{
    public const string Name = "sample-pages";

    [Function("SampleQueue")]
    public Task RunAsync([QueueTrigger(Name)] string page, CancellationToken cancellation) =>
        probe.RunAsync(page, cancellation);
}
