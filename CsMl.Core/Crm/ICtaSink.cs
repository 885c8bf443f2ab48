using CsMl.Core.Accounts;
using CsMl.Core.Ctas;

namespace CsMl.Core.Crm;

/// <summary>
/// A CRM that the app's CTAs are sent to, after they are saved. Calls for one CTA never overlap, and the same call may be
/// made again with the same state. What a network call throws means that the CRM did not answer: it is made again later.
/// </summary>
public interface ICtaSink
{
    /// <summary>True if there is no CRM, so that no delivery is stored.</summary>
    bool IsEmbedded => false;

    /// <summary>
    /// Finds a CTA of which a call was sent before without an answer. Null if the CRM does not have it, or can only be
    /// asked by repeating the call, which then has no other effect.
    /// </summary>
    Task<SentCta?> FindAsync(string tenant, Cta cta, CancellationToken cancellation);

    /// <summary>Adds a CTA and returns what the CRM took of it. It is repeated only after it was not found.</summary>
    /// <exception cref="CrmRefusedException">The CRM will never take it.</exception>
    Task<SentCta> CreateAsync(string tenant, Cta cta, CancellationToken cancellation);

    /// <summary>Makes the CTA in the CRM as it is in the app: changed, snoozed or closed.</summary>
    /// <param name="sent">As the CRM last had it.</param>
    /// <param name="notes">Why it was closed; null if it is open.</param>
    /// <returns>False if the CRM does not have it any more.</returns>
    /// <exception cref="CrmRefusedException">The CRM will never take it.</exception>
    Task<bool> UpdateAsync(string tenant, SentCta sent, Cta cta, string? notes, CancellationToken cancellation);
}
