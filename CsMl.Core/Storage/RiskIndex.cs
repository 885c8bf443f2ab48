using System.Runtime.CompilerServices;
using CsMl.Core.Accounts;
using CsMl.Core.Predictions;

namespace CsMl.Core.Storage;

/// <summary>Reads the risk index of a tenant in no order: every customer with a prediction, also those under notice.</summary>
public sealed class RiskIndex(Tables tables)
{
    private readonly IEntityTable _results = tables.Results;

    /// <summary>Null if the account is not listed.</summary>
    internal async Task<RiskRow?> FindAsync(AccountKey account, PredictionType type, CancellationToken cancellation)
    {
        var partition = Bucket.Partition(account);
        var latest = await _results.FindAsync(partition, ResultKeys.Latest(account.AccountId, type), cancellation);
        return
            latest is not null
            && LatestPrediction.Read(latest)?.Head.RiskKeys(account.AccountId, type) is [var key, ..]
            && await _results.FindAsync(partition, key, cancellation) is { } row
            ? row.Read(RowJson.Plain.RiskRow)
            : null;
    }

    /// <summary>Bucket by bucket, in no particular order.</summary>
    public async IAsyncEnumerable<ListedRisk> ListAsync(
        string tenant,
        PredictionType type,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        for (var bucket = 0; bucket < Bucket.Count; bucket++)
        {
            foreach (var range in ResultKeys.Risks(type, minProbability: 0))
            {
                await foreach (var row in _results.QueryAsync(Bucket.Partition(tenant, bucket), range, cancellation))
                {
                    var risk = row.Read(RowJson.Plain.RiskRow);
                    yield return new ListedRisk(
                        risk.Account.Id,
                        risk.Account.Lifecycle,
                        risk.Prediction.Probability,
                        risk.Prediction.RiskCategory,
                        risk.Evidence,
                        risk.WindowDays
                    );
                }
            }
        }
    }
}
