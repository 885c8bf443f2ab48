using System.Runtime.ExceptionServices;
using System.Text.Json;
using CsMl.Core.Accounts;
using CsMl.Core.Audit;
using CsMl.Core.Crm;
using CsMl.Core.Storage;
using Microsoft.Extensions.Logging;

namespace CsMl.Core.Portfolio;

/// <summary>
/// Erases all that is stored of an account. A tombstone is written first and stays, so that nothing brings the account
/// back unasked; then rows are deleted in transactions of their partitions. It can be cut off anywhere: each step is
/// idempotent, and the next call or the next night begins again with the first (ADR 16).
/// </summary>
public sealed partial class EraseAccount(
    AccountIndex index,
    ErasedAccounts erased,
    SyncStates syncs,
    EraseFromRuns runs,
    AuditLog audit,
    Tables tables,
    TimeProvider time,
    ILogger<EraseAccount> log
)
{
    private readonly EraseResults _results = new(tables);

    /// <summary>Null if the store knows no such account.</summary>
    public async Task<Erasure?> RunAsync(AccountKey account, CancellationToken cancellation)
    {
        if (!await IsKnownAsync(account, cancellation))
        {
            return null;
        }

        await erased.BeginAsync(account, index.CurrentRevision, time.GetUtcNow(), cancellation);
        return await FinishAsync(account, cancellation);
    }

    /// <summary>Finishes the erasures of a tenant that were cut off or had to wait.</summary>
    /// <exception cref="JsonException">A row that names an account cannot be read; all other erasures are finished.</exception>
    public async Task ResumeAsync(string tenant, CancellationToken cancellation)
    {
        ExceptionDispatchInfo? damage = null;
        foreach (var account in await erased.ListOpenAsync(tenant, cancellation))
        {
            try
            {
                // One that was restored meanwhile is finished.
                if (await erased.IsOpenAsync(account, cancellation))
                {
                    await FinishAsync(account, cancellation);
                }
            }
            catch (JsonException e)
            {
                NotFinished(log, e);
                damage ??= ExceptionDispatchInfo.Capture(e);
            }
        }

        // Of one that was cut off after its last row.
        await tables.Accounts.ForgetDeletedAsync(cancellation);
        damage?.Throw();
    }

    /// <summary>
    /// Lets new facts of an erased account be stored, because somebody asks for it. Does nothing to other accounts.
    /// </summary>
    public async Task RestoreAsync(AccountKey account, CancellationToken cancellation)
    {
        if (await erased.IsOpenAsync(account, cancellation))
        {
            await FinishAsync(account, cancellation);
        }

        await erased.RestoreAsync(account, time.GetUtcNow(), cancellation);
    }

    private async Task<Erasure> FinishAsync(AccountKey account, CancellationToken cancellation)
    {
        var (revision, facts) = await index.EraseAsync(account, cancellation);
        await erased.RaiseAsync(account, revision, cancellation);
        var rows = await _results.RunAsync(account, cancellation);
        var syncRows = await syncs.ForgetAsync(account, cancellation);
        await audit.ReplaceAccountAsync(account, ErasedAccounts.NameOf(account), cancellation);
        var (runRows, isWhole) = await runs.RunAsync(account, cancellation);
        if (isWhole)
        {
            await erased.EndAsync(account, cancellation);
        }

        // Last, because the list of unfinished erasures names the account.
        var isComplete = await tables.Accounts.ForgetDeletedAsync(cancellation) && isWhole;
        var erasure = new Erasure(
            account.AccountId,
            ErasedAccounts.NameOf(account),
            time.GetUtcNow(),
            isComplete,
            rows with
            {
                Facts = facts,
                Syncs = syncRows,
                Runs = runRows,
            }
        );
        Erased(log, isComplete);
        return erasure;
    }

    private async Task<bool> IsKnownAsync(AccountKey account, CancellationToken cancellation) =>
        await index.HasAsync(account, cancellation)
        || await erased.FindTombstoneAsync(account, cancellation) is not null
        || await _results.HasAnyAsync(account, cancellation);

    [LoggerMessage(LogLevel.Error, "An erasure is not finished, because a row that names its account cannot be read")]
    private static partial void NotFinished(ILogger log, Exception e);

    [LoggerMessage(
        LogLevel.Information,
        "An account was erased; complete: {IsComplete}. One that is not is finished by the next call or night"
    )]
    private static partial void Erased(ILogger log, bool isComplete);
}
