using Microsoft.Azure.Functions.Worker;

namespace CsMl.Tests.Host;

public sealed class EagerTimer(TimerProbe probe)
{
    [Function("EagerTimer")]
    public Task RunAsync(
        [TimerTrigger("0 0 2 * * *", RunOnStartup = true)] TimerInfo timer,
        CancellationToken cancellation
    ) => probe.RunAsync(timer, cancellation);
}
