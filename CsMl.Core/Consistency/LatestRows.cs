using CsMl.Core.Storage;

namespace CsMl.Core.Consistency;

/// <summary>Reads latest predictions that may be damaged.</summary>
internal static class LatestRows
{
    /// <summary>False if the row cannot be read, or is of another account or type than its key.</summary>
    /// <param name="latest">Null if the account was removed, too.</param>
    public static bool TryRead(Entity row, out LatestPrediction? latest)
    {
        LatestPrediction? read = null;
        var isReadable =
            TryRow.Read(() =>
            {
                read = LatestPrediction.Read(row);
                return read is null || IsOf(read, row.RowKey) ? row : null;
            })
            is not null;
        latest = isReadable ? read : null;
        return isReadable;
    }

    /// <summary>The rows of the risk index that a prediction must have.</summary>
    public static IReadOnlyList<string> RiskKeys(LatestPrediction latest) =>
        latest.Head.RiskKeys(latest.Prediction.AccountId, latest.Prediction.Type);

    private static bool IsOf(LatestPrediction latest, string rowKey) =>
        latest.Head is { PredictionId: not null, Probability: >= 0 and <= 1 }
        && latest.Prediction.PredictionId == latest.Head.PredictionId
        && ResultKeys.Latest(latest.Prediction.AccountId, latest.Prediction.Type) == rowKey;
}
