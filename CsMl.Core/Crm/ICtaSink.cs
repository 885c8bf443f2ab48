using CsMl.Core.Accounts;

namespace CsMl.Core.Crm;

/// <summary>
/// A CRM that the app's CTAs are sent to, after they are saved. A CTA may be sent more than once; its id is the
/// idempotency key, so that the CRM stores it once. Each is sent without retries: a failure is logged and does not undo
/// the CTA, which stays in the app's own lists.
/// </summary>
public interface ICtaSink
{
    /// <summary>Adds a CTA that the app created.</summary>
    Task CreateAsync(string tenant, Cta cta, CancellationToken cancellation);

    /// <summary>Replaces an open CTA whose priority, due date, owner or status has changed.</summary>
    Task UpdateAsync(string tenant, Cta cta, CancellationToken cancellation);

    /// <summary>Closes a completed or cancelled CTA; its status is one of the two.</summary>
    Task CloseAsync(string tenant, Cta cta, CancellationToken cancellation);
}
