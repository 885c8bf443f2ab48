using CsMl.Core.Accounts;
using CsMl.Core.Ctas;
using CsMl.Core.Predictions;

namespace CsMl.Core.Storage;

/// <summary>
/// Writes the CTAs that the app creates. The last automated CTA of a type has a slot in the account's partition. The
/// slot is written in one transaction with the CTA and its link on the prediction, so that only one of many concurrent
/// callers succeeds, even if all of them read the same state.
/// </summary>
/// <param name="outgoing">Null if there is no CRM.</param>
public sealed class CtaWriter(Tables tables, Outgoing? outgoing = null)
{
    private readonly bool _isSent = outgoing?.Ctas == true;
    private readonly IEntityTable _results = tables.Results;
    private readonly CtaReader _reader = new(tables);
    private readonly OutcomeStore _outcomes = new(tables);
    private readonly OptimisticWriter _turns = new();

    /// <summary>
    /// Creates a CTA and links it to the prediction it was created from, or returns the reason why not.
    /// </summary>
    /// <param name="latest">That prediction, as it was read or saved.</param>
    /// <param name="slot">The slot as it was read; null if there was none.</param>
    /// <param name="runId">The run that creates the CTA; null for a request.</param>
    public Task<CtaCreation> CreateAsync(
        string tenant,
        CtaStep.Create create,
        LatestPrediction latest,
        StoredSlot? slot,
        TimeSpan cooldown,
        DateTimeOffset now,
        string? runId,
        CancellationToken cancellation
    )
    {
        var cta = create.Cta;
        var account = new AccountKey(tenant, cta.AccountId);
        var partition = Bucket.Partition(account);
        var isAsRead = true;
        return _turns.UntilWrittenAsync(cta.AccountId, TryCreateAsync, cancellation);

        async Task<CtaCreation?> TryCreateAsync()
        {
            if (!isAsRead)
            {
                // Another writer changed one of the rows first, so the slot is read again.
                slot = await FindSlotAsync(partition, cta.AccountId, cta.Type, cancellation);
            }

            if (slot?.Slot.WhyHeld(cooldown, now) is { } held)
            {
                return new CtaCreation(null, held, slot.Slot);
            }

            var type = latest.Prediction.Type;
            if (!isAsRead || latest.ETag is null)
            {
                var row = await _results.FindAsync(partition, ResultKeys.Latest(cta.AccountId, type), cancellation);
                var read = row is null ? null : LatestPrediction.Read(row);
                if (read is null || read.Head.PredictionId != latest.Head.PredictionId)
                {
                    return new CtaCreation(null, "the prediction has been replaced by a newer one", null);
                }

                latest = read;
                // Whoever records a departure or renewal rewrites the prediction, so that one recorded after this read
                // makes the write fail.
                if (await _outcomes.FindRetentionAsync(account, now, cancellation) != create.Retention)
                {
                    return new CtaCreation(null, "a departure or a renewal was recorded meanwhile", null);
                }
            }

            isAsRead = false;
            var taken = CtaSlot.Of(cta, type, now, runId);
            var created = new CtaRecord(cta, create.Tasks, 1);
            var what = new CtaEvent(now, CtaEvent.App, CtaEventKind.Created, create.Reason, null);
            var written = await _results.WriteAsync(
                partition,
                [
                    .. CtaRows.Write(created, before: null),
                    .. CtaRows.Write(created, [what]),
                    .. Outgoing(created),
                    CtaRows.Write(taken, cta.AccountId, slot?.ETag),
                    Link(latest, cta.Id),
                ],
                cancellation
            );
            return written.Succeeded ? new CtaCreation(created, null, null) : null;
        }
    }

    /// <summary>Changes a CTA, its slot and its history in one transaction.</summary>
    /// <param name="change">
    /// Computes the change from the current CTA and its slot; the slot is null if a newer CTA has it. It may be called
    /// more than once.
    /// </param>
    /// <param name="condition">
    /// Reads what the change is based on and returns a row that makes the write fail once that is no longer so; null if it
    /// is not so by now, and nothing is changed. It is called before <paramref name="change"/>, and may be called more than
    /// once. Null if a caller asked for the change.
    /// </param>
    public Task<CtaPatchResult> ChangeAsync(
        AccountKey account,
        string ctaId,
        Func<CtaRecord, CtaSlot?, CtaPatchResult> change,
        DateTimeOffset now,
        CancellationToken cancellation,
        Func<Task<EntityChange?>>? condition = null
    )
    {
        var partition = Bucket.Partition(account);
        return _turns.UntilWrittenAsync(account.AccountId, TryChangeAsync, cancellation);

        async Task<CtaPatchResult?> TryChangeAsync()
        {
            if (
                await _results.FindAsync(partition, ResultKeys.Cta(account.AccountId, ctaId), cancellation)
                is not { } row
            )
            {
                return CtaPatchResult.NotFound;
            }

            var (record, woken) = CtaRows.ReadRecord(row).AsOf(now);
            var slot = await FindSlotAsync(partition, account.AccountId, record.Cta.Type, cancellation);
            var kept = condition is null ? null : await condition();
            if (condition is not null && kept is null)
            {
                return CtaPatchResult.Unchanged(record);
            }

            var edit = change(record, slot?.Slot.CtaId == ctaId ? slot.Slot : null);
            if (edit is not { Record: { } changed, Event: { } what })
            {
                return edit with { Woken = woken };
            }

            changed = changed with { Version = record.Version + 1 };
            var changes = Changes(changed, row, woken is null ? [what] : [woken, what], edit.Slot, slot?.ETag);
            if (kept is not null)
            {
                changes.Add(kept);
            }

            return (await _results.WriteAsync(partition, changes, cancellation)).Succeeded
                ? edit with
                {
                    Record = changed,
                }
                : null;
        }
    }

    /// <summary>A condition for a change that is based on a prediction: that it is the latest.</summary>
    public async Task<EntityChange?> WhileLatestAsync(
        AccountKey account,
        Prediction prediction,
        CancellationToken cancellation
    )
    {
        var key = ResultKeys.Latest(account.AccountId, prediction.Type);
        var row = await _results.FindAsync(Bucket.Partition(account), key, cancellation);
        var latest = row is null ? null : LatestPrediction.Read(row);
        return latest?.Head.PredictionId == prediction.PredictionId
            ? latest.Keep(account.AccountId, prediction.Type)
            : null;
    }

    /// <summary>
    /// The changes that close an account's open automated CTAs, for a transaction that also records why. They fail if
    /// one of the CTAs changes first.
    /// </summary>
    internal async Task<(List<EntityChange> Changes, List<CtaPatchResult> Closed)> CloseAsync(
        AccountKey account,
        Func<CtaSlot, bool> which,
        string reason,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        var changes = new List<EntityChange>();
        var closed = new List<CtaPatchResult>();
        foreach (var (slot, etag) in await _reader.FindSlotsAsync(account, cancellation))
        {
            var key = ResultKeys.Cta(account.AccountId, slot.CtaId);
            if (
                slot.IsOpen
                && which(slot)
                && await _results.FindAsync(Bucket.Partition(account), key, cancellation) is { } row
            )
            {
                var (record, woken) = CtaRows.ReadRecord(row).AsOf(now);
                var close = new CtaStep.Close(slot, reason) { HasRecovered = false };
                var edit = ApplyPlannedChange.Apply(close, record, slot, now);
                if (edit is { Record: { } changed, Event: { } what })
                {
                    changed = changed with { Version = record.Version + 1 };
                    changes.AddRange(Changes(changed, row, woken is null ? [what] : [woken, what], edit.Slot, etag));
                    closed.Add(edit with { Record = changed });
                }
            }
        }

        return (changes, closed);
    }

    private List<EntityChange> Changes(
        CtaRecord changed,
        Entity before,
        IReadOnlyList<CtaEvent> events,
        CtaSlot? slot,
        string? slotTag
    )
    {
        List<EntityChange> changes =
        [
            .. CtaRows.Write(changed, before),
            .. CtaRows.Write(changed, events),
            .. Outgoing(changed),
        ];
        if (slot is not null)
        {
            changes.Add(CtaRows.Write(slot, changed.Cta.AccountId, slotTag));
        }

        return changes;
    }

    private IEnumerable<EntityChange> Outgoing(CtaRecord changed) =>
        _isSent ? [CtaDeliveryStore.ToChange(changed)] : [];

    private async Task<StoredSlot?> FindSlotAsync(
        string partition,
        string accountId,
        CtaType type,
        CancellationToken cancellation
    ) =>
        await _results.FindAsync(partition, ResultKeys.Slot(accountId, type), cancellation) is { } row
            ? new StoredSlot(CtaRows.ReadSlot(row), row.ETag)
            : null;

    /// <summary>Writes the CTA's id to the prediction it was created from.</summary>
    private static EntityChange Link(LatestPrediction latest, string ctaId)
    {
        var linked = latest.Prediction with { GeneratedCtaId = ctaId };
        return EntityChange.Replace(
            ResultKeys.Latest(linked.AccountId, linked.Type),
            latest.ToRow(PredictionJson.Of(linked)),
            latest.ETag!
        );
    }
}
