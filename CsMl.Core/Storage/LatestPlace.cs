namespace CsMl.Core.Storage;

/// <summary>What a save finds where the latest prediction of an account and type lies.</summary>
/// <param name="Latest">Null: there is none.</param>
/// <param name="RemovedAt">The revision at which the account was removed; null: it was not.</param>
/// <param name="ETag">Of the row; null: there is no row.</param>
internal readonly record struct LatestPlace(LatestPrediction? Latest, long? RemovedAt, string? ETag)
{
    public static LatestPlace Of(LatestPrediction? latest) => new(latest, null, latest?.ETag);

    public static LatestPlace Read(Entity? row) =>
        row is null ? default : new(LatestPrediction.Read(row), RemovedRow.TryRead(row)?.RemovedAt, row.ETag);

    public EntityChange Write(string rowKey, ReadOnlyMemory<byte> json) =>
        ETag is null ? EntityChange.Insert(rowKey, json) : EntityChange.Replace(rowKey, json, ETag);
}
