using Microsoft.Azure.Functions.Worker;

namespace CsMl.Tests.Host;

public sealed class ForgetfulTimer(TimerProbe probe)
{
    [Function("ForgetfulTimer")]
    public Task RunAsync(
        [TimerTrigger("0 2 * * *", UseMonitor = false)] TimerInfo timer,
        CancellationToken cancellation
    ) => probe.RunAsync(timer, cancellation);
}
