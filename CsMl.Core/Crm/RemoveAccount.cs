using CsMl.Core.Accounts;
using CsMl.Core.Storage;

namespace CsMl.Core.Crm;

/// <summary>
/// Removes an account that the CRM no longer has from runs and lists. Its predictions stay in its history. The facts
/// are removed first, so that a retry after an interruption completes the rest.
/// </summary>
public sealed class RemoveAccount(AccountIndex index, PredictionWriter predictions)
{
    public async Task RunAsync(AccountKey account, CancellationToken cancellation)
    {
        var removedAt = await index.RemoveAsync(account, cancellation);
        await predictions.WithdrawAsync(account, removedAt, cancellation);
    }
}
