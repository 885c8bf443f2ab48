using CsMl.Core.Ctas;

namespace CsMl.Core.Storage;

/// <summary>The CTA that was created, or why none was.</summary>
/// <param name="Holder">The slot of the CTA whose place it would be.</param>
public sealed record CtaCreation(CtaRecord? Created, string? Reason, CtaSlot? Holder);
