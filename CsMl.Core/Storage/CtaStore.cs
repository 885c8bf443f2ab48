using System.Text.Json;
using CsMl.Core.Ctas;
using CsMl.Core.Json;
using CsMl.Core.Predictions;

namespace CsMl.Core.Storage;

/// <summary>
/// Keeps the CTAs that the app made. One open CTA of a type and the cooldown are rows of the account's partition,
/// written in one transaction with the CTA and its link on the prediction: of fifty callers at once one succeeds,
/// whatever each of them had read before.
/// </summary>
public sealed class CtaStore(Tables tables)
{
    private readonly IEntityTable results = tables.Results;
    private readonly WriteTurns turns = new();

    /// <summary>Creates <paramref name="cta"/> and links it with the latest prediction of its type; else says why not.</summary>
    public Task<CtaCreation> CreateAsync(
        string tenant,
        Cta cta,
        PredictionType type,
        TimeSpan cooldown,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var partition = Bucket.Partition(tenant, cta.AccountId);
        return turns.UntilWrittenAsync(cta.AccountId, TryCreateAsync, cancellation);

        async Task<CtaCreation?> TryCreateAsync()
        {
            var slot = await results.FindAsync(partition, ResultKeys.Slot(cta.AccountId, cta.Type), cancellation);
            if (
                slot is not null
                && await FindAsync(tenant, cta.AccountId, Held(slot).CtaId, cancellation) is { IsOpen: true } open
            )
            {
                return CtaCreation.No($"the automated CTA '{open.Title}' is still open");
            }

            var mark = await results.FindAsync(partition, ResultKeys.Cooldown(cta.AccountId, cta.Type), cancellation);
            if (mark is not null && Held(mark).At + cooldown > now)
            {
                return CtaCreation.No(
                    $"an automated CTA was made on {Held(mark).At:yyyy-MM-dd}, and the next may follow {cooldown.TotalDays:0} days later"
                );
            }

            var latest = await results.FindAsync(partition, ResultKeys.Latest(cta.AccountId, type), cancellation);
            var made = latest is null ? null : LatestPrediction.Read(latest);
            if (latest is null || made!.Head.PredictionId != cta.TriggerData!.PredictionId)
            {
                return CtaCreation.No("the prediction has been replaced by a newer one");
            }

            // Where somebody else wrote one of these rows first, what they wrote decides the next look.
            var written = await results.WriteAsync(
                partition,
                Changes(cta, type, latest, made, slot, mark, now),
                cancellation
            );
            return written.Succeeded ? CtaCreation.Yes(cta) : null;
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

    private static List<EntityChange> Changes(
        Cta cta,
        PredictionType type,
        Entity latest,
        LatestPrediction made,
        Entity? slot,
        Entity? mark,
        DateTimeOffset now
    )
    {
        var linked = made.Prediction with { GeneratedCtaId = cta.Id };
        var json = RawJson.Of(linked);
        var held = JsonSerializer.SerializeToUtf8Bytes(new SlotRow(cta.Id, now), RowJson.Plain.SlotRow);
        return
        [
            EntityChange.Insert(
                ResultKeys.Cta(cta.AccountId, cta.Id),
                JsonSerializer.SerializeToUtf8Bytes(cta, RowJson.Plain.Cta)
            ),
            Put(ResultKeys.Slot(cta.AccountId, cta.Type), held, slot),
            Put(ResultKeys.Cooldown(cta.AccountId, cta.Type), held, mark),
            Put(
                latest.RowKey,
                JsonSerializer.SerializeToUtf8Bytes(new LatestRow(made.Head, json), RowJson.Plain.LatestRow),
                latest
            ),
            EntityChange.Upsert(
                ResultKeys.History(cta.AccountId, type, linked.PredictedAt, linked.PredictionId),
                json.Utf8
            ),
        ];
    }

    private static EntityChange Put(string rowKey, byte[] json, Entity? before) =>
        before is null ? EntityChange.Insert(rowKey, json) : EntityChange.Replace(rowKey, json, before.ETag);

    private static SlotRow Held(Entity row) => JsonSerializer.Deserialize(row.Json.Span, RowJson.Plain.SlotRow)!;

    private static Cta Read(Entity row) => JsonSerializer.Deserialize(row.Json.Span, RowJson.Plain.Cta)!;
}

/// <summary>Which CTA holds a slot or began a cooldown, and since when.</summary>
internal sealed record SlotRow(string CtaId, DateTimeOffset At);

/// <summary>The CTA that was created, or why none was.</summary>
public sealed record CtaCreation(Cta? Created, string? Reason)
{
    public static CtaCreation Yes(Cta cta) => new(cta, null);

    public static CtaCreation No(string reason) => new(null, reason);
}
