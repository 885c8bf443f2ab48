using CsMl.Core.Portfolio;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace CsMl.Functions.Portfolio;

/// <summary>
/// The steps of a portfolio run, each started by a queue message of the previous step. An unreadable message is
/// dropped, because a retry cannot read it either and it would stay in a poison queue for ever.
/// </summary>
public sealed partial class PortfolioQueues(
    OpenRun openRun,
    ScorePage scorePage,
    CloseRun closeRun,
    RunMetrics metrics,
    ILogger<PortfolioQueues> log
)
{
    [Function("OpenRun")]
    public Task OpenAsync([QueueTrigger(RunMessage.RunsQueue)] string message, CancellationToken cancellation) =>
        HandleAsync(RunMessage.RunsQueue, message, open => openRun.RunAsync(open, cancellation));

    [Function("GiveUpRun")]
    public Task GiveUpRunAsync(
        [QueueTrigger(RunMessage.PoisonRunsQueue)] string message,
        CancellationToken cancellation
    ) => HandleAsync(RunMessage.PoisonRunsQueue, message, open => openRun.GiveUpAsync(open, cancellation));

    [Function("ScorePage")]
    public Task ScoreAsync([QueueTrigger(RunMessage.PagesQueue)] string message, CancellationToken cancellation) =>
        HandleAsync(RunMessage.PagesQueue, message, page => scorePage.RunAsync(page, cancellation));

    [Function("GiveUpPage")]
    public Task GiveUpPageAsync(
        [QueueTrigger(RunMessage.PoisonPagesQueue)] string message,
        CancellationToken cancellation
    ) => HandleAsync(RunMessage.PoisonPagesQueue, message, page => scorePage.GiveUpAsync(page, cancellation));

    [Function("CloseRun")]
    public Task CloseAsync([QueueTrigger(RunMessage.ClosingsQueue)] string message, CancellationToken cancellation) =>
        HandleAsync(RunMessage.ClosingsQueue, message, closing => closeRun.RunAsync(closing, cancellation));

    [Function("GiveUpClosing")]
    public Task GiveUpClosingAsync(
        [QueueTrigger(RunMessage.PoisonClosingsQueue)] string message,
        CancellationToken cancellation
    ) => HandleAsync(RunMessage.PoisonClosingsQueue, message, closing => closeRun.GiveUpAsync(closing, cancellation));

    private Task HandleAsync(string queue, string text, Func<RunMessage, Task> handle)
    {
        if (RunMessage.TryRead(text, out var message))
        {
            return handle(message);
        }

        MessageDropped(log, queue, text.Length);
        metrics.CountDropped(queue);
        return Task.CompletedTask;
    }

    [LoggerMessage(
        LogLevel.Error,
        "A message of the queue {Queue} is no message of this app: its {Length} characters are neither JSON of a run nor the Base64 of it. It is dropped"
    )]
    private static partial void MessageDropped(ILogger log, string queue, int length);
}
