using System.Text.Json;
using System.Text.Json.Serialization;

namespace CsMl.Core.Storage;

/// <summary>
/// Stands in place of a latest prediction: of an account that was removed from the CRM, and of one whose outcome was
/// recorded before its first prediction. A prediction still in progress finds it and is dropped, or is not listed; a
/// prediction made from later facts replaces it.
/// </summary>
/// <param name="RemovedAt">A revision later than those of all the account's facts; 0 if it was not removed.</param>
/// <param name="LeftWith">The revision of the facts with which an outcome makes it an account that has left; 0 if none does.</param>
internal sealed record RemovedRow(
    long RemovedAt,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] long LeftWith = 0
)
{
    private static ReadOnlySpan<byte> Start => "{\"removedAt\":"u8;

    public byte[] ToJson() => JsonSerializer.SerializeToUtf8Bytes(this, RowJson.Plain.RemovedRow);

    public static bool IsOne(ReadOnlyMemory<byte> json) => json.Span.StartsWith(Start);

    /// <summary>Null if the row holds a prediction.</summary>
    public static RemovedRow? TryRead(Entity row) => IsOne(row.Json) ? row.Read(RowJson.Plain.RemovedRow) : null;
}
