using CsMl.Core.Portfolio;
using Microsoft.Azure.Functions.Worker;

namespace CsMl.Functions;

public sealed class NightlyTimer(ScorePortfolio scorePortfolio)
{
    [Function(nameof(NightlyTimer))]
    public Task RunAsync([TimerTrigger("%Nightly:Schedule%")] TimerInfo timer, CancellationToken cancellation) =>
        scorePortfolio.RunNightAsync(null, cancellation);
}
