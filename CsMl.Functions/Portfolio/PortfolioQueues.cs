using CsMl.Core.Portfolio;
using Microsoft.Azure.Functions.Worker;

namespace CsMl.Functions.Portfolio;

/// <summary>The steps of a portfolio run, each set off by a message of the step before.</summary>
public sealed class PortfolioQueues(OpenRun openRun, ScorePage scorePage, CloseRun closeRun)
{
    [Function("OpenRun")]
    public Task OpenAsync([QueueTrigger(RunMessage.RunsQueue)] string message, CancellationToken cancellation) =>
        openRun.RunAsync(RunMessage.Parse(message), cancellation);

    [Function("GiveUpRun")]
    public Task GiveUpRunAsync(
        [QueueTrigger(RunMessage.PoisonRunsQueue)] string message,
        CancellationToken cancellation
    ) => openRun.GiveUpAsync(RunMessage.Parse(message), cancellation);

    [Function("ScorePage")]
    public Task ScoreAsync([QueueTrigger(RunMessage.PagesQueue)] string message, CancellationToken cancellation) =>
        scorePage.RunAsync(RunMessage.Parse(message), cancellation);

    [Function("GiveUpPage")]
    public Task GiveUpPageAsync(
        [QueueTrigger(RunMessage.PoisonPagesQueue)] string message,
        CancellationToken cancellation
    ) => scorePage.GiveUpAsync(RunMessage.Parse(message), cancellation);

    [Function("CloseRun")]
    public Task CloseAsync([QueueTrigger(RunMessage.ClosingsQueue)] string message, CancellationToken cancellation) =>
        closeRun.RunAsync(RunMessage.Parse(message), cancellation);

    [Function("GiveUpClosing")]
    public Task GiveUpClosingAsync(
        [QueueTrigger(RunMessage.PoisonClosingsQueue)] string message,
        CancellationToken cancellation
    ) => closeRun.GiveUpAsync(RunMessage.Parse(message), cancellation);
}
