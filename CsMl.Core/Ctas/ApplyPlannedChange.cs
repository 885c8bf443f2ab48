using CsMl.Core.Accounts;

namespace CsMl.Core.Ctas;

/// <summary>Carries out on a CTA, as it is when it is written, what was planned for it from its slot.</summary>
public static class ApplyPlannedChange
{
    /// <param name="slot">Null: a newer CTA of its type has it.</param>
    public static CtaPatchResult Apply(CtaStep step, CtaRecord record, CtaSlot? slot, DateTimeOffset now)
    {
        var cta = record.Cta;
        // Somebody may have closed it since the plan was made.
        return !cta.IsOpen || slot is null
            ? CtaPatchResult.Unchanged(record)
            : step switch
            {
                CtaStep.Close close => new CtaPatchResult(
                    record with
                    {
                        // Cancelled, because nobody says that it was done; so the completion rate stays true.
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
                        RecoveredAt = now,
                    }
                ),
                CtaStep.Raise raise when raise.Priority > cta.Priority => new CtaPatchResult(
                    record with
                    {
                        Cta = cta with
                        {
                            Priority = raise.Priority,
                            DueDate = cta.DueDate < raise.DueBy ? cta.DueDate : raise.DueBy,
                            // It was put off at a lesser risk.
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
