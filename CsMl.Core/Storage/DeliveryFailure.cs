using System.Text.Json;

namespace CsMl.Core.Storage;

/// <summary>Something that the CRM refused for good. A later change of it is sent again.</summary>
public sealed record DeliveryFailure(DateTimeOffset At, string Reason)
{
    internal EntityChange ToChange(string key) =>
        EntityChange.Upsert(key, JsonSerializer.SerializeToUtf8Bytes(this, RowJson.Plain.DeliveryFailure));
}
