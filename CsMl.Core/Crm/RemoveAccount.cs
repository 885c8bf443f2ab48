using CsMl.Core.Accounts;
using CsMl.Core.Storage;

namespace CsMl.Core.Crm;

/// <summary>
/// Takes an account that the CRM no longer has out of runs and lists. What was concluded on it stays in its history. The
/// facts go first, so that whoever is cut off between does the rest the next time.
/// </summary>
public sealed class RemoveAccount(AccountIndex index, PredictionWriter predictions)
{
    public async Task RunAsync(AccountKey account, CancellationToken cancellation)
    {
        var removedAt = await index.RemoveAsync(account, cancellation);
        await predictions.WithdrawAsync(account, removedAt, cancellation);
    }
}
