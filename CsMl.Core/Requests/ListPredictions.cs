using CsMl.Core.Accounts;
using CsMl.Core.Crm;
using CsMl.Core.Predictions;
using CsMl.Core.Storage;

namespace CsMl.Core.Requests;

/// <summary>Lists the predictions made for an account, newest first.</summary>
public sealed class ListPredictions(AccountIndex index, PredictionReader predictions, TimeProvider time)
{
    /// <summary>Null if there is no such account.</summary>
    public async Task<PredictionPage?> RunAsync(
        AccountKey account,
        PredictionType? type,
        bool includeExpired,
        string? after,
        int limit,
        CancellationToken cancellation
    )
    {
        if (!await index.HasAsync(account, cancellation))
        {
            return null;
        }

        var (listed, next) = await predictions.ListAsync(
            account,
            type,
            includeExpired,
            after,
            limit,
            time.GetUtcNow(),
            cancellation
        );
        return new PredictionPage(listed, next);
    }
}
