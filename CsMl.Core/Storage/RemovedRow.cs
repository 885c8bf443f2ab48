using System.Text.Json;

namespace CsMl.Core.Storage;

/// <summary>
/// Replaces the latest prediction of an account that was removed from the CRM. A prediction still in progress finds it
/// and is dropped; a prediction made from later facts replaces it.
/// </summary>
/// <param name="RemovedAt">A revision later than those of all the account's facts.</param>
internal sealed record RemovedRow(long RemovedAt)
{
    private static ReadOnlySpan<byte> Start => "{\"removedAt\":"u8;

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, RowJson.Plain.RemovedRow);

    public static bool IsOne(ReadOnlyMemory<byte> json) => json.Span.StartsWith(Start);

    /// <summary>Null if the row holds a prediction.</summary>
    public static RemovedRow? TryRead(Entity row) =>
        IsOne(row.Json) ? JsonSerializer.Deserialize(row.Json.Span, RowJson.Plain.RemovedRow) : null;
}
