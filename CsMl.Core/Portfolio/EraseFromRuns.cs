using CsMl.Core.Accounts;
using CsMl.Core.Storage;
using Microsoft.Extensions.Logging;

namespace CsMl.Core.Portfolio;

/// <summary>
/// Takes an account out of a tenant's runs: out of their failures and the pages of their plans, where a word takes its
/// place, so that counts stay. Reports of imports that are over are deleted, because their errors may quote any value of
/// a row, and so are kept answers that name the account. Idempotent.
/// </summary>
public sealed partial class EraseFromRuns(
    RunStore runs,
    RunPages pages,
    ImportStore imports,
    RunHeartbeats heartbeats,
    KeptAnswers answers,
    ILogger<EraseFromRuns> log
)
{
    /// <returns>
    /// The number of rows changed, and whether nothing is left: the stored file of an import that is not over may hold
    /// the account until it is, and so may a run or a page that cannot be read, and the answer to a request that is being carried out.
    /// </returns>
    public async Task<(int Rows, bool IsWhole)> RunAsync(AccountKey account, CancellationToken cancellation)
    {
        var (tenant, id) = account;
        var (rows, isWhole) = await answers.RemoveAsync(account, cancellation);
        var unreadable = new List<string>();
        var all = await runs.ListAsync(
            tenant,
            cancellation,
            (runId, e) =>
            {
                Unreadable(log, e);
                unreadable.Add(runId);
            }
        );
        foreach (var run in all)
        {
            if (run.Kind == RunKind.Import)
            {
                isWhole &= run.IsOver;
                if (!run.IsOver)
                {
                    continue;
                }

                rows += await imports.DeleteReportAsync(tenant, run.RunId, cancellation);
                // Is there only if a cancellation was cut off, or the run could not be read.
                await imports.DeleteFileAsync(tenant, run.RunId, cancellation);
            }

            // First, so that whoever is planning the run fails to end the plan, or has written its pages by now.
            rows += await EraseAsync(tenant, run.RunId, id, cancellation);
        }

        foreach (var runId in all.Select(run => run.RunId).Concat(unreadable))
        {
            try
            {
                rows += await pages.EraseAsync(tenant, runId, id, cancellation);
            }
            catch (DamagedRowException e)
            {
                Unreadable(log, e);
                isWhole = false;
            }
        }

        return (rows, isWhole && unreadable.Count == 0 && !await IsUploadingAsync(tenant, cancellation));
    }

    /// <summary>
    /// Takes the account out of the run's failures. The row of a run that is not over is written even without a failure:
    /// whoever has read the plan or the failures before then fails to replace it, and reads them again.
    /// </summary>
    private async Task<int> EraseAsync(string tenant, string runId, string accountId, CancellationToken cancellation)
    {
        while (await runs.FindAsync(tenant, runId, cancellation) is { } stored)
        {
            var without = stored.Run.Without(accountId);
            if (without == stored.Run && stored.Run.IsOver)
            {
                return 0;
            }

            if (await runs.ReplaceAsync(tenant, stored, without, cancellation))
            {
                return without == stored.Run ? 0 : 1;
            }
        }

        return 0;
    }

    /// <summary>True while a file is being stored for an import that is not a run yet.</summary>
    private async Task<bool> IsUploadingAsync(string tenant, CancellationToken cancellation)
    {
        foreach (var runId in await heartbeats.ListAsync(tenant, cancellation))
        {
            if (RunRecord.IsImportId(runId) && await runs.FindAsync(tenant, runId, cancellation) is null)
            {
                return true;
            }
        }

        return false;
    }

    [LoggerMessage(
        LogLevel.Error,
        "A run or a page of it cannot be read, so that an erasure is not finished before it is repaired"
    )]
    private static partial void Unreadable(ILogger log, Exception e);
}
