using CsMl.Core.Ctas;

namespace CsMl.Core.Requests;

/// <param name="Cta">Null: there is no such CTA.</param>
/// <param name="Version">Null: it is the CRM's.</param>
public sealed record FoundCta(CtaDetail? Cta, int? Version);
