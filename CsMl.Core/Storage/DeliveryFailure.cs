using System.Text.Json;

namespace CsMl.Core.Storage;

/// <summary>Something that the CRM refused for good. A later change of it is sent again.</summary>
public sealed record DeliveryFailure(DateTimeOffset At, string Reason)
{
    internal EntityChange ToChange(string key) =>
        EntityChange.Upsert(key, JsonSerializer.SerializeToUtf8Bytes(this, RowJson.Plain.DeliveryFailure));

    /// <summary>Replaces a row that cannot be read.</summary>
    internal EntityChange ToReplacement(Entity row) =>
        EntityChange.Replace(
            row.RowKey,
            JsonSerializer.SerializeToUtf8Bytes(this, RowJson.Plain.DeliveryFailure),
            row.ETag
        );
}
