using CsMl.Core.Ctas;

namespace CsMl.Core.Storage;

/// <summary>The CTA that was created, or the reason why none was.</summary>
/// <param name="Holder">The slot of the CTA that prevented the creation.</param>
public sealed record CtaCreation(CtaRecord? Created, string? Reason, CtaSlot? Holder);
