using CsMl.Core.Accounts;
using CsMl.Core.Ctas;

namespace CsMl.Core.Requests;

/// <summary>The most urgent open CTA of an account: one of the app's own, or else the CRM's.</summary>
public sealed record OpenCta(string Id, CtaType Type, CtaPriority Priority, string Title, string? OwnerId)
{
    internal static OpenCta? Of(IEnumerable<CtaSlot> slots, KnownAccount? known) =>
        slots
            .Where(slot => slot.IsOpen)
            .OrderByDescending(slot => slot.Priority)
            .Select(slot => new OpenCta(slot.CtaId, slot.Type, slot.Priority, slot.Title, slot.OwnerId))
            .Concat(
                (known?.Facts.Ctas ?? [])
                    .Where(cta => cta.IsOpen)
                    .OrderByDescending(cta => cta.Priority)
                    .Select(cta => new OpenCta(cta.Id, cta.Type, cta.Priority, cta.Title, cta.OwnerId))
            )
            .FirstOrDefault();
}
