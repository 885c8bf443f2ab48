using System.Text.Json;
using CsMl.Core.Ctas;
using CsMl.Core.Json;

namespace CsMl.Core.Storage;

/// <summary>
/// Keeps the CTAs that the app made. The last automated one of a type has a slot in the account's partition, written
/// in one transaction with the CTA and its link on the prediction: of fifty callers at once one succeeds, whatever each
/// of them had read before.
/// </summary>
public sealed class CtaStore(Tables tables)
{
    private readonly IEntityTable results = tables.Results;
    private readonly WriteTurns turns = new();

    /// <summary>Creates <paramref name="cta"/> and links it with the prediction that it was made from; else says why not.</summary>
    /// <param name="latest">That prediction, as it was read.</param>
    /// <param name="slot">As it was read; null: there was none.</param>
    public Task<CtaCreation> CreateAsync(
        string tenant,
        Cta cta,
        LatestPrediction latest,
        StoredSlot? slot,
        TimeSpan cooldown,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var partition = Bucket.Partition(tenant, cta.AccountId);
        var isAsRead = true;
        return turns.UntilWrittenAsync(cta.AccountId, TryCreateAsync, cancellation);

        async Task<CtaCreation?> TryCreateAsync()
        {
            if (!isAsRead)
            {
                // Somebody else wrote one of the rows first: what they wrote decides.
                slot = await FindSlotAsync(tenant, cta.AccountId, cta.Type, cancellation);
            }

            if (slot?.Slot.WhyHeld(cooldown, now) is { } held)
            {
                return CtaCreation.No(held);
            }

            var type = latest.Prediction.Type;
            if (!isAsRead)
            {
                var row = await results.FindAsync(partition, ResultKeys.Latest(cta.AccountId, type), cancellation);
                var read = row is null ? null : LatestPrediction.Read(row);
                if (read is null || read.Head.PredictionId != latest.Head.PredictionId)
                {
                    return CtaCreation.No("the prediction has been replaced by a newer one");
                }

                latest = read;
            }

            isAsRead = false;
            var written = await results.WriteAsync(partition, Changes(cta, latest, slot, now), cancellation);
            return written.Succeeded ? CtaCreation.Yes(cta) : null;
        }
    }

    /// <summary>The slot of an account's automated CTAs of a type; null: none was ever made.</summary>
    public async Task<StoredSlot?> FindSlotAsync(
        string tenant,
        string accountId,
        CtaType type,
        CancellationToken cancellation
    )
    {
        var row = await results.FindAsync(
            Bucket.Partition(tenant, accountId),
            ResultKeys.Slot(accountId, type),
            cancellation
        );
        return row is null ? null : new StoredSlot(ReadSlot(row), row.ETag);
    }

    /// <summary>The slots of a tenant's accounts in which there is no place for another CTA now.</summary>
    public async Task<CtaSlots> ListHeldAsync(
        string tenant,
        TimeSpan cooldown,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var buckets = await Task.WhenAll(Enumerable.Range(0, Bucket.Count).Select(ListAsync));
        return new CtaSlots(buckets.SelectMany(held => held).ToDictionary(StringComparer.Ordinal));

        async Task<List<KeyValuePair<string, CtaSlot>>> ListAsync(int bucket)
        {
            var held = new List<KeyValuePair<string, CtaSlot>>();
            var partition = Bucket.Partition(tenant, bucket);
            await foreach (var row in results.QueryAsync(partition, ResultKeys.AllSlots, cancellation))
            {
                if (ReadSlot(row) is var slot && slot.WhyHeld(cooldown, now) is not null)
                {
                    held.Add(new(row.RowKey, slot));
                }
            }

            return held;
        }
    }

    public async Task<Cta?> FindAsync(string tenant, string accountId, string ctaId, CancellationToken cancellation)
    {
        var row = await results.FindAsync(
            Bucket.Partition(tenant, accountId),
            ResultKeys.Cta(accountId, ctaId),
            cancellation
        );
        return row is null ? null : Read(row);
    }

    /// <summary>Every CTA of a tenant that the app made, in no order that means anything.</summary>
    public async IAsyncEnumerable<Cta> ListAllAsync(
        string tenant,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation
    )
    {
        for (var bucket = 0; bucket < Bucket.Count; bucket++)
        {
            await foreach (
                var row in results.QueryAsync(Bucket.Partition(tenant, bucket), ResultKeys.AllCtas, cancellation)
            )
            {
                yield return Read(row);
            }
        }
    }

    private static List<EntityChange> Changes(Cta cta, LatestPrediction latest, StoredSlot? slot, DateTimeOffset now)
    {
        var linked = latest.Prediction with { GeneratedCtaId = cta.Id };
        var linkedJson = RawJson.Of(linked);
        var held = new CtaSlot(cta.Id, linked.PredictionId, cta.Title, cta.IsOpen, now);
        var slotKey = ResultKeys.Slot(cta.AccountId, cta.Type);
        var slotJson = JsonSerializer.SerializeToUtf8Bytes(held, RowJson.Plain.CtaSlot);
        return
        [
            EntityChange.Insert(
                ResultKeys.Cta(cta.AccountId, cta.Id),
                JsonSerializer.SerializeToUtf8Bytes(cta, RowJson.Plain.Cta)
            ),
            slot is null ? EntityChange.Insert(slotKey, slotJson) : EntityChange.Replace(slotKey, slotJson, slot.ETag),
            EntityChange.Replace(
                ResultKeys.Latest(cta.AccountId, linked.Type),
                JsonSerializer.SerializeToUtf8Bytes(new LatestRow(latest.Head, linkedJson), RowJson.Plain.LatestRow),
                latest.ETag
            ),
            EntityChange.Upsert(
                ResultKeys.History(cta.AccountId, linked.Type, linked.PredictedAt, linked.PredictionId),
                latest.HistoryRow(linkedJson)
            ),
        ];
    }

    private static CtaSlot ReadSlot(Entity row) => JsonSerializer.Deserialize(row.Json.Span, RowJson.Plain.CtaSlot)!;

    private static Cta Read(Entity row) => JsonSerializer.Deserialize(row.Json.Span, RowJson.Plain.Cta)!;
}

/// <summary>The CTA that was created, or why none was.</summary>
public sealed record CtaCreation(Cta? Created, string? Reason)
{
    public static CtaCreation Yes(Cta cta) => new(cta, null);

    public static CtaCreation No(string reason) => new(null, reason);
}
