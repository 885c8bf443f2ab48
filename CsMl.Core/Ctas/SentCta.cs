namespace CsMl.Core.Ctas;

/// <summary>A CTA of the app in a CRM.</summary>
/// <param name="CrmId">The CRM's own id for it.</param>
/// <param name="State">
/// The state in which the CRM last had it as far as the app knows. An update sends what differs from it, so that what
/// somebody changed in the CRM stays unless the app changed the same.
/// </param>
public sealed record SentCta(string CrmId, CtaState State);
