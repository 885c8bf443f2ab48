using System.Collections.Concurrent;
using CsMl.Core.Crm;
using CsMl.Core.Storage;
using Microsoft.Extensions.Logging;

namespace CsMl.Core.Portfolio;

/// <summary>
/// Scores one page of a run. Accounts that the run has already scored are skipped, so that a page can be scored twice.
/// An account that fails is listed and does not affect the others. The last page to finish sends the message that
/// closes the run.
/// </summary>
public sealed partial class ScorePage(
    AccountIndex index,
    RunStore runs,
    RunHeartbeats heartbeats,
    PredictionReader predictions,
    ScoreAccounts score,
    IWorkQueue queue,
    ILogger<ScorePage> log
)
{
    private readonly PageReader _pages = new(index, predictions);
    private readonly ConcurrentDictionary<RunMessage, bool> _inWork = new();

    public const string PageFailed = "The page of this account failed on every try.";

    /// <summary>Returns the number of accounts done by this call.</summary>
    public async Task<int> RunAsync(RunMessage message, CancellationToken cancellation)
    {
        // A duplicate of a message in progress is dropped: the first one stays in the queue until its page is done.
        if (!_inWork.TryAdd(message, true))
        {
            return 0;
        }

        int? done;
        try
        {
            done = await WorkAsync(message, cancellation);
        }
        finally
        {
            _inWork.TryRemove(message, out _);
        }

        if (done is null)
        {
            await queue.SendAsync(RunMessage.PagesQueue, [message.ToText()], cancellation);
        }

        return done ?? 0;
    }

    /// <summary>
    /// Null if the time limit was reached: the finished predictions are saved, and the next message continues.
    /// </summary>
    private async Task<int?> WorkAsync(RunMessage message, CancellationToken cancellation)
    {
        if (await runs.FindOpenAsync(message, cancellation) is not { Run: var run })
        {
            return 0;
        }

        var done = 0;
        if (await runs.FindPageAsync(message, cancellation) is { Page.Outcome: null } stored)
        {
            var scores = await heartbeats.WhileAsync(
                message,
                () => score.RunAsync(message, run, stored.Page, cancellation)
            );
            // If the run was cancelled meanwhile, the page is finished with the results so far.
            if (scores.HasLeft && await runs.FindOpenAsync(message, cancellation) is not null)
            {
                return null;
            }

            done = scores.Outcome.Counts.Accounts;
            if (!await runs.FinishPageAsync(message, stored, scores.Outcome, cancellation))
            {
                return done;
            }
        }

        await SendClosing.IfDoneAsync(runs, queue, message.Tenant, message.RunId, cancellation);
        return done;
    }

    /// <summary>Gives a page up: the accounts that the run has not scored are listed as failed.</summary>
    public async Task GiveUpAsync(RunMessage message, CancellationToken cancellation, string reason = PageFailed)
    {
        if (await runs.FindOpenAsync(message, cancellation) is not { Run: var run })
        {
            return;
        }

        if (await runs.FindPageAsync(message, cancellation) is { Page: { Outcome: null } page } stored)
        {
            var ids = page.Ids ?? await _pages.IdsAsync(message.Tenant, page, cancellation);
            var scored = await ScoredAsync(message.Tenant, run, page, cancellation);
            var failed = ids.Where(id => !scored.ContainsKey(id)).Select(id => new RunFailure(id, reason));
            var outcome = scored.Values.Aggregate(
                new PageOutcome(0, 0, [.. failed], RunCost.None),
                static (sum, latest) => sum.Plus(latest.Prediction)
            );
            await runs.FinishPageAsync(message, stored, outcome, cancellation);
        }

        await SendClosing.IfDoneAsync(runs, queue, message.Tenant, message.RunId, cancellation);
    }

    /// <summary>The accounts of a page that the run has scored; empty if their predictions cannot be read.</summary>
    private async Task<Dictionary<string, LatestPrediction>> ScoredAsync(
        string tenant,
        RunRecord run,
        RunPage page,
        CancellationToken cancellation
    )
    {
        try
        {
            // What cannot be read counts as failed.
            var latest = await _pages.LatestAsync(tenant, page, run.Type, static (_, _) => { }, cancellation);
            return latest.Where(found => found.Value.RunId == run.RunId).ToDictionary(StringComparer.Ordinal);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            PageUnreadable(log, run.RunId, e);
            return new Dictionary<string, LatestPrediction>(StringComparer.Ordinal);
        }
    }

    [LoggerMessage(LogLevel.Warning, "What run {RunId} scored of a page cannot be read; all of it counts as failed")]
    private static partial void PageUnreadable(ILogger log, string runId, Exception e);
}
