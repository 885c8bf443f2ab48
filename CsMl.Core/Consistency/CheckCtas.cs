using System.Runtime.CompilerServices;
using System.Text.Json;
using CsMl.Core.Accounts;
using CsMl.Core.Ctas;
using CsMl.Core.Storage;

namespace CsMl.Core.Consistency;

/// <summary>
/// Checks the CTAs of one partition against their slots, which decide whether another CTA can be created.
/// </summary>
internal sealed class CheckCtas(IEntityTable results)
{
    public async IAsyncEnumerable<Contradiction> RunAsync(
        string partition,
        IReadOnlyCollection<LatestPrediction> latest,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var ctas = new Dictionary<(string AccountId, CtaType Type), List<Cta>>();
        await foreach (var row in results.QueryAsync(partition, ResultKeys.AllCtas, cancellation))
        {
            if (TryRead(() => CtaRows.ReadRecord(row)) is not { Cta: not null } record)
            {
                yield return new Contradiction(results, partition, row.RowKey, "The CTA cannot be read.", null);
                continue;
            }

            var key = (record.Cta.AccountId, record.Cta.Type);
            if (record.Cta.IsAutomated)
            {
                ctas.TryAdd(key, []);
                ctas[key].Add(record.Cta);
            }
        }

        var unslotted = ctas.Keys.ToHashSet();
        await foreach (var row in results.QueryAsync(partition, ResultKeys.AllSlots, cancellation))
        {
            var account = ResultKeys.AccountOf(row.RowKey);
            var slot = TryRead(() => CtaRows.ReadSlot(row));
            var own = slot is null ? [] : ctas.GetValueOrDefault((account, slot.Type), []);
            unslotted.Remove((account, slot?.Type ?? default));
            if (slot is null || own.All(cta => cta.Id != slot.CtaId))
            {
                const string message = "The slot names a CTA that is not there.";
                yield return new Contradiction(results, partition, row.RowKey, message, null);
                continue;
            }

            var cta = own.Single(one => one.Id == slot.CtaId);
            if (own.Any(one => one.Id != cta.Id && one.IsOpen))
            {
                const string message = "Two automated CTAs of one type are open; close one of them.";
                yield return new Contradiction(results, partition, row.RowKey, message, null);
            }

            if (slot.IsOpen != cta.IsOpen || slot.Priority != cta.Priority)
            {
                const string message = "The slot says otherwise than its CTA whether that is open, or how urgent.";
                var repaired = slot with { IsOpen = cta.IsOpen, Priority = cta.Priority };
                var repair = CtaRows.Write(repaired, account, row.ETag);
                yield return new Contradiction(results, partition, row.RowKey, message, repair);
            }
        }

        foreach (var (account, type) in unslotted)
        {
            var last = ctas[(account, type)].MaxBy(cta => cta.CreatedAt)!;
            const string message = "An automated CTA has no slot, so that another could be made beside it.";
            yield return new Contradiction(
                results,
                partition,
                ResultKeys.Slot(account, type),
                message,
                SlotOf(last, latest)
            );
        }
    }

    /// <summary>Null if no stored prediction shows what the CTA was created from.</summary>
    private static EntityChange? SlotOf(Cta cta, IReadOnlyCollection<LatestPrediction> latest)
    {
        if (cta.TriggerData is not { } trigger)
        {
            return null;
        }

        var made = latest.FirstOrDefault(one => one.Head.PredictionId == trigger.PredictionId);
        return made is null
            ? null
            : CtaRows.Write(
                CtaSlot.Of(cta, made.Prediction.Type, cta.CreatedAt ?? made.Head.PredictedAt, made.RunId),
                cta.AccountId,
                null
            );
    }

    private static T? TryRead<T>(Func<T> read)
        where T : class
    {
        try
        {
            return read();
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
