using CsMl.Core.Ctas;

namespace CsMl.Core.Requests;

/// <param name="Cta">Null if there is no such CTA.</param>
/// <param name="Version">Null if the CTA belongs to the CRM.</param>
public sealed record FoundCta(CtaDetail? Cta, int? Version);
