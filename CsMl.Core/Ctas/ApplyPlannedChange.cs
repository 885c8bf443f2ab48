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
                CtaStep.Close close => new CtaPatchResult(
                    record with
                    {
                        // Cancelled rather than completed, because nobody reported it done; this keeps the completion
                        // rate correct.
                        Cta = cta with
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
                ),
                CtaStep.Raise raise when raise.Priority > cta.Priority => new CtaPatchResult(
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
                ),
                _ => CtaPatchResult.Unchanged(record),
            };
    }
}
