using CsMl.Core.Predictions;

namespace CsMl.Core.Storage;

/// <summary>The state of the row for the latest prediction of an account and type, as a save finds it.</summary>
/// <param name="Latest">Null if there is no prediction.</param>
/// <param name="RemovedAt">The revision at which the account was removed; null if it was not removed.</param>
/// <param name="ETag">ETag of the row; null if there is no row.</param>
/// <param name="LeftWith">See <see cref="RemovedRow"/>.</param>
internal readonly record struct LatestPlace(
    LatestPrediction? Latest,
    long? RemovedAt,
    string? ETag,
    long? LeftWith = null
)
{
    public static LatestPlace Of(LatestPrediction? latest) => new(latest, null, latest?.ETag);

    public static LatestPlace Read(Entity? row) =>
        row is null ? default
        : RemovedRow.TryRead(row) is { } mark ? new(null, mark.RemovedAt, row.ETag, mark.LeftWith)
        : new(LatestPrediction.Read(row), null, row.ETag);

    /// <summary>True if the account's departure was recorded while <paramref name="made"/> was being made.</summary>
    /// <param name="before">The latest as it was read before that.</param>
    public bool HasLeft(MadePrediction made, LatestPrediction? before) =>
        Latest is null ? LeftWith >= made.Facts.Revision : before?.Head.IsListed == true && !Latest.Head.IsListed;

    /// <summary>The prediction as it is stored here. It depends on the one that it supersedes.</summary>
    public MadePrediction Fit(MadePrediction made)
    {
        var isRescored = Latest?.Head.IsRescoredBy(made) == true;
        return made with
        {
            IsRescored = isRescored,
            // The CRM gets the next one, as if it had not had this account's probability yet.
            IsReported = made.IsReported && !isRescored,
            RecoveredAt = isRescored ? null : RecoveredAt(made),
            // Null once a departure or renewal was recorded, see OutcomeStore.FollowAsync: the prediction
            // may have been made without it.
            CustomerUntil = ETag is null || Latest?.Head.CustomerUntil is not null ? made.CustomerUntil : null,
        };
    }

    private DateTimeOffset? RecoveredAt(MadePrediction made)
    {
        var at = made.Prediction.PredictedAt;
        return made.IsAtRisk ? null
            : Latest?.Head is { IsAtRisk: true } ? at
            : Latest?.Head.RecoveredAt is { } since && since + MadePrediction.RecoveredFor > at ? since
            : null;
    }

    public EntityChange Write(string rowKey, ReadOnlyMemory<byte> json) =>
        ETag is null ? EntityChange.Insert(rowKey, json) : EntityChange.Replace(rowKey, json, ETag);
}
