using CsMl.Core.Ctas;

namespace CsMl.Core.Storage;

/// <summary>
/// What the last automated CTA of a type is to the next one: while it is open, and for a time after it was made, there
/// is no place for another. It stays when the CTA is closed, and says so without the CTA being read: whatever changes
/// the status of a CTA, a PATCH above all, changes its slot in the same transaction.
/// </summary>
/// <param name="PredictionId">That the CTA was made from.</param>
/// <param name="At">When it was made.</param>
public sealed record CtaSlot(string CtaId, string PredictionId, string Title, bool IsOpen, DateTimeOffset At)
{
    /// <summary>Why there is no place for another CTA; null: there is.</summary>
    public string? WhyHeld(TimeSpan cooldown, DateTimeOffset now) =>
        IsOpen ? $"the automated CTA '{Title}' is still open"
        : At + cooldown > now
            ? $"an automated CTA was made on {At:yyyy-MM-dd}, and the next may follow {cooldown.TotalDays:0} days later"
        : null;
}

/// <param name="ETag">Of the row, for a change.</param>
public sealed record StoredSlot(CtaSlot Slot, string ETag);

/// <summary>The slots of many accounts, by their row keys.</summary>
public sealed class CtaSlots(IReadOnlyDictionary<string, CtaSlot> slots)
{
    public CtaSlot? Find(string accountId, CtaType type) => slots.GetValueOrDefault(ResultKeys.Slot(accountId, type));
}
