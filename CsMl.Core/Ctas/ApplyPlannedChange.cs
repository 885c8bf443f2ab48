using CsMl.Core.Accounts;

namespace CsMl.Core.Ctas;

/// <summary>Applies a change that was planned from a slot to the CTA as it is when it is written.</summary>
public static class ApplyPlannedChange
{
    /// <param name="slot">Null if a newer CTA of its type has the slot.</param>
    public static CtaPatchResult Apply(CtaStep step, CtaRecord record, CtaSlot? slot, DateTimeOffset now)
    {
        var cta = record.Cta;
        // The CTA may have been closed since the plan was made.
        return !cta.IsOpen || slot is null
            ? CtaPatchResult.Unchanged(record)
            : step switch
            {
                CtaStep.Close close => Close(close, record, slot, now),
                CtaStep.Raise raise when raise.Priority > cta.Priority => Raise(raise, record, slot, now),
                // The slot of an earlier version does not know the owner; its CTA may be assigned to somebody.
                CtaStep.Reassign reassign
                    when !slot.IsAssigned && slot.OwnerId == cta.OwnerId && cta.OwnerId != reassign.OwnerId => Reassign(
                    reassign,
                    record,
                    slot,
                    now
                ),
                _ => CtaPatchResult.Unchanged(record),
            };
    }

    private static CtaPatchResult Close(CtaStep.Close close, CtaRecord record, CtaSlot slot, DateTimeOffset now) =>
        new(
            record with
            {
                // Cancelled rather than completed, because nobody reported it done; this keeps the completion rate
                // correct.
                Cta = record.Cta with
                {
                    Status = CtaStatus.Cancelled,
                    SnoozeUntil = null,
                    UpdatedAt = now,
                },
            },
            new CtaEvent(now, CtaEvent.App, CtaEventKind.Closed, close.Reason, null),
            slot with
            {
                IsOpen = false,
                RecoveredAt = close.HasRecovered ? now : slot.RecoveredAt,
            }
        );

    private static CtaPatchResult Raise(CtaStep.Raise raise, CtaRecord record, CtaSlot slot, DateTimeOffset now)
    {
        var cta = record.Cta;
        return new CtaPatchResult(
            record with
            {
                Cta = cta with
                {
                    Priority = raise.Priority,
                    DueDate = cta.DueDate < raise.DueBy ? cta.DueDate : raise.DueBy,
                    // It was snoozed when the risk was lower.
                    Status = cta.Status == CtaStatus.Snoozed ? CtaStatus.Open : cta.Status,
                    SnoozeUntil = null,
                    UpdatedAt = now,
                },
            },
            new CtaEvent(now, CtaEvent.App, CtaEventKind.Raised, raise.Reason, null),
            slot with
            {
                Priority = raise.Priority,
            }
        );
    }

    /// <summary>With the tasks that were the former owner's.</summary>
    private static CtaPatchResult Reassign(
        CtaStep.Reassign reassign,
        CtaRecord record,
        CtaSlot slot,
        DateTimeOffset now
    )
    {
        var former = record.Cta.OwnerId;
        return new CtaPatchResult(
            record with
            {
                Cta = record.Cta with { OwnerId = reassign.OwnerId, UpdatedAt = now },
                Tasks = former is null
                    ? record.Tasks
                    :
                    [
                        .. record.Tasks.Select(task =>
                            task.OwnerId == former ? task with { OwnerId = reassign.OwnerId } : task
                        ),
                    ],
            },
            new CtaEvent(now, CtaEvent.App, CtaEventKind.Changed, reassign.Reason, null),
            slot with
            {
                OwnerId = reassign.OwnerId,
            }
        );
    }
}
