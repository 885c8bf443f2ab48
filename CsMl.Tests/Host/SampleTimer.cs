using Microsoft.Azure.Functions.Worker;

namespace CsMl.Tests.Host;

public sealed class SampleTimer(TimerProbe probe)
{
    [Function("SampleTimer")]
    public Task RunAsync([TimerTrigger("%Sample:Schedule%")] TimerInfo timer, CancellationToken cancellation) =>
        probe.RunAsync(timer, cancellation);
}
