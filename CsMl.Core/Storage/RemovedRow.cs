using System.Text.Json;

namespace CsMl.Core.Storage;

/// <summary>
/// What stands in the place of the latest prediction of an account that was removed from the CRM: a prediction that was
/// being made meanwhile finds it and is dropped; one that is made from facts told since replaces it.
/// </summary>
/// <param name="RemovedAt">A revision that none of the account's facts had before.</param>
internal sealed record RemovedRow(long RemovedAt)
{
    private static ReadOnlySpan<byte> Start => "{\"removedAt\":"u8;

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, RowJson.Plain.RemovedRow);

    /// <summary>Null: the row holds a prediction.</summary>
    public static RemovedRow? TryRead(Entity row) =>
        row.Json.Span.StartsWith(Start) ? JsonSerializer.Deserialize(row.Json.Span, RowJson.Plain.RemovedRow) : null;
}
