using CsMl.Core.Portfolio;
using Microsoft.Azure.Functions.Worker;

namespace CsMl.Functions.Portfolio;

public sealed class NightlyTimer(StartRun startRun)
{
    [Function(nameof(NightlyTimer))]
    public Task RunAsync([TimerTrigger("%Nightly:Schedule%")] TimerInfo timer, CancellationToken cancellation) =>
        startRun.NightAsync(cancellation);
}
