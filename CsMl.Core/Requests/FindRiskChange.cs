using CsMl.Core.Accounts;
using CsMl.Core.Predictions;
using CsMl.Core.Predictions.Explanations;
using CsMl.Core.Storage;

namespace CsMl.Core.Requests;

/// <summary>Finds how a prediction differs from the one that held some days ago, from the stored bases of both.</summary>
public sealed class FindRiskChange(PredictionBasisStore whys)
{
    /// <summary>
    /// Null if there was no prediction then, or the bases are not stored, or the scale has changed since: what differs then
    /// need not be the account.
    /// </summary>
    public async Task<RiskChange?> RunAsync(
        AccountKey account,
        PredictionType type,
        PredictionSummary now,
        DateTimeOffset then,
        CancellationToken cancellation
    ) =>
        await whys.FindAsOfAsync(account, type, then, cancellation) is { } before
            ? await SinceAsync(account, type, now, before, cancellation)
            : null;

    /// <summary>The same since a prediction that the caller has read.</summary>
    internal async Task<RiskChange?> SinceAsync(
        AccountKey account,
        PredictionType type,
        PredictionSummary now,
        StoredBasis before,
        CancellationToken cancellation
    )
    {
        var place = new PreviousPrediction(now.Id, now.PredictedAt);
        return before.PredictionId == now.Id
            || await whys.FindAsync(account, type, place, cancellation) is not { } after
                ? Tell(before, before)
            : before.Basis.ScaleVersion == after.Basis.ScaleVersion ? Tell(before, after)
            : null;
    }

    private static RiskChange Tell(StoredBasis before, StoredBasis after) =>
        new(
            before.PredictedAt,
            before.Probability,
            Math.Round(100 * (after.Probability - before.Probability), 2),
            AttributeChange
                .Between(before.ToComparable(), after.ToComparable())
                .Select(factor => factor.Sentence)
                .FirstOrDefault(sentence => sentence is { Length: > 0 })
        );
}
