namespace CsMl.Core.Ctas;

/// <summary>A CTA of the app in a CRM.</summary>
/// <param name="CrmId">The CRM's own id for it.</param>
/// <param name="State">
/// The state that the CRM last took. An update sends what differs from it, so that what somebody changed in the CRM stays
/// unless the app changed the same. Null if an update may have worked without an answer, so that the next sends all.
/// </param>
public sealed record SentCta(string CrmId, CtaState? State);
