using System.Runtime.CompilerServices;
using CsMl.Core.Accounts;
using CsMl.Core.Ctas;
using CsMl.Core.Json;
using CsMl.Core.Storage;

namespace CsMl.Core.Consistency;

/// <summary>
/// Checks the CTAs of one partition against their slots, which decide whether another CTA can be created.
/// </summary>
internal sealed class CheckCtas(IEntityTable results)
{
    private static readonly Dictionary<string, CtaType> Types = Enum.GetValues<CtaType>()
        .ToDictionary(type => EnumNames.Of(type), StringComparer.Ordinal);

    public async IAsyncEnumerable<Contradiction> RunAsync(
        string partition,
        IReadOnlyCollection<LatestPrediction> latest,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var ctas = new Dictionary<(string AccountId, CtaType Type), List<Cta>>();
        await foreach (var row in results.QueryAsync(partition, ResultKeys.AllCtas, cancellation))
        {
            var (record, damage) = await ReadAsync(partition, row, cancellation);
            if (damage is not null)
            {
                yield return damage;
            }

            if (record?.Cta is { IsAutomated: true } cta)
            {
                ctas.TryAdd((cta.AccountId, cta.Type), []);
                ctas[(cta.AccountId, cta.Type)].Add(cta);
            }
        }

        var slots = new Dictionary<(string AccountId, CtaType Type), Entity>();
        await foreach (var row in results.QueryAsync(partition, ResultKeys.AllSlots, cancellation))
        {
            if (
                row.RowKey.Split(EntityKey.Separator) is [_, var account, var name]
                && Types.TryGetValue(name, out var type)
            )
            {
                slots[(account, type)] = row;
            }
            else
            {
                yield return Contradiction.Foreign(results, partition, row.RowKey);
            }
        }

        foreach (var (account, type) in slots.Keys.Union(ctas.Keys))
        {
            var seen = new SlotState(account, type, slots.GetValueOrDefault((account, type)));
            if (Judge(partition, seen, ctas.GetValueOrDefault((account, type), []), latest).Count == 0)
            {
                continue;
            }

            // Again: the slot first, because whatever changes a CTA's state changes its slot in the same transaction.
            var row = await results.FindAsync(partition, ResultKeys.Slot(account, type), cancellation);
            var own = await ListAsync(partition, account, type, cancellation);
            foreach (var found in Judge(partition, seen with { Row = row }, own, latest))
            {
                yield return found;
            }
        }
    }

    /// <summary>A CTA, from the list over accounts if its own row cannot be read.</summary>
    private async Task<(CtaRecord? Record, Contradiction? Damage)> ReadAsync(
        string partition,
        Entity row,
        CancellationToken cancellation
    )
    {
        if (CtaRecords.TryRead(row) is { } record)
        {
            return (record, null);
        }

        var copy = await CtaRecords.FindCopyAsync(results, partition, row.RowKey, cancellation);
        var repair = copy is null ? null : EntityChange.Replace(row.RowKey, copy.Json, row.ETag);
        return (
            copy is null ? null : CtaRecords.TryRead(copy, row.RowKey),
            new Contradiction(results, partition, row.RowKey, "The CTA cannot be read.", repair)
        );
    }

    private async Task<List<Cta>> ListAsync(
        string partition,
        string account,
        CtaType type,
        CancellationToken cancellation
    )
    {
        var own = new List<Cta>();
        await foreach (var row in results.QueryAsync(partition, ResultKeys.Ctas(account), cancellation))
        {
            var (record, _) = await ReadAsync(partition, row, cancellation);
            if (record?.Cta is { IsAutomated: true } cta && cta.Type == type)
            {
                own.Add(cta);
            }
        }

        return own;
    }

    private List<Contradiction> Judge(
        string partition,
        SlotState slot,
        IReadOnlyList<Cta> own,
        IReadOnlyCollection<LatestPrediction> latest
    )
    {
        var last = own.MaxBy(one => one.CreatedAt);
        if (slot.Row is not { } row)
        {
            const string missing = "An automated CTA has no slot, so that another could be made beside it.";
            return last is null ? [] : [Found(missing, SlotOf(last, latest, null))];
        }

        if (TryRow.Read(() => CtaRows.ReadSlot(row)) is not { CtaId: not null, Title: not null } stored)
        {
            const string damaged = "The slot, which says whether another CTA may be made, cannot be read.";
            return [Found(damaged, last is null ? null : SlotOf(last, latest, row.ETag))];
        }

        if (own.FirstOrDefault(one => one.Id == stored.CtaId) is not { } cta)
        {
            return [Found("The slot names a CTA that is not there.", null)];
        }

        var found = new List<Contradiction>();
        if (own.Any(one => one.Id != cta.Id && one.IsOpen))
        {
            found.Add(Found("Two automated CTAs of one type are open; close one of them.", null));
        }

        if (stored.IsOpen != cta.IsOpen || stored.Priority != cta.Priority)
        {
            var repaired = stored with { IsOpen = cta.IsOpen, Priority = cta.Priority };
            found.Add(
                Found(
                    "The slot says otherwise than its CTA whether that is open, or how urgent.",
                    CtaRows.Write(repaired, slot.AccountId, row.ETag)
                )
            );
        }

        return found;

        Contradiction Found(string message, EntityChange? repair) =>
            new(results, partition, ResultKeys.Slot(slot.AccountId, slot.Type), message, repair);
    }

    /// <summary>Null if no stored prediction shows what the CTA was created from.</summary>
    private static EntityChange? SlotOf(Cta cta, IReadOnlyCollection<LatestPrediction> latest, string? before)
    {
        var made = cta.TriggerData is { } trigger
            ? latest.FirstOrDefault(one => one.Head.PredictionId == trigger.PredictionId)
            : null;
        return made is null
            ? null
            : CtaRows.Write(
                CtaSlot.Of(cta, made.Prediction.Type, cta.CreatedAt ?? made.Head.PredictedAt, made.RunId),
                cta.AccountId,
                before
            );
    }

    /// <param name="Row">Null if there is no slot.</param>
    private sealed record SlotState(string AccountId, CtaType Type, Entity? Row);
}
