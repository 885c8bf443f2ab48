using System.Text.Json;
using CsMl.Core.Ctas;

namespace CsMl.Core.Storage;

/// <summary>Serializes a CTA, its slot and its history to rows and back.</summary>
internal static class CtaRows
{
    public static CtaRecord ReadRecord(Entity row) => row.Read(RowJson.Plain.CtaRecord);

    public static CtaSlot ReadSlot(Entity row) => row.Read(RowJson.Plain.CtaSlot);

    public static CtaEvent ReadEvent(Entity row) => row.Read(RowJson.Plain.CtaEvent);

    /// <summary>Writes a CTA, and the same to its row in the list over accounts.</summary>
    /// <param name="before">The row that this replaces; null for a new CTA.</param>
    public static IEnumerable<EntityChange> Write(CtaRecord record, Entity? before)
    {
        var key = ResultKeys.Cta(record.Cta.AccountId, record.Cta.Id);
        var listed = ResultKeys.ListedCta(record.Cta);
        var json = JsonSerializer.SerializeToUtf8Bytes(record with { IsListed = true }, RowJson.Plain.CtaRecord);
        yield return before is null ? EntityChange.Insert(key, json) : EntityChange.Replace(key, json, before.ETag);
        if (
            before is not null
            && ReadRecord(before) is { IsListed: true, Cta: var last }
            && ResultKeys.ListedCta(last) is var place
            && place != listed
        )
        {
            yield return EntityChange.Delete(place);
        }

        yield return EntityChange.Upsert(listed, json);
    }

    /// <param name="before">ETag of the row that this replaces; null for a new row.</param>
    public static EntityChange Write(CtaSlot slot, string accountId, string? before)
    {
        var key = ResultKeys.Slot(accountId, slot.Type);
        var json = JsonSerializer.SerializeToUtf8Bytes(slot, RowJson.Plain.CtaSlot);
        return before is null ? EntityChange.Insert(key, json) : EntityChange.Replace(key, json, before);
    }

    /// <summary>Inserts the latest events of a record.</summary>
    public static IEnumerable<EntityChange> Write(CtaRecord record, IReadOnlyList<CtaEvent> events) =>
        events.Select(
            (one, i) =>
                EntityChange.Insert(
                    ResultKeys.Log(record.Cta.AccountId, record.Cta.Id, record.Version - events.Count + 1 + i),
                    JsonSerializer.SerializeToUtf8Bytes(one, RowJson.Plain.CtaEvent)
                )
        );
}
