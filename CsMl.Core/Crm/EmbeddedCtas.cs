using System.Diagnostics;
using CsMl.Core.Accounts;
using CsMl.Core.Ctas;

namespace CsMl.Core.Crm;

/// <summary>
/// For deployments that read the CTAs from the app: nothing is sent, because they are already in its own table.
/// </summary>
public sealed class EmbeddedCtas : ICtaSink
{
    public bool IsEmbedded => true;

    public Task<SentCta?> FindAsync(string tenant, Cta cta, CancellationToken cancellation) =>
        throw new UnreachableException();

    public Task<SentCta> CreateAsync(string tenant, Cta cta, CancellationToken cancellation) =>
        throw new UnreachableException();

    public Task<bool> UpdateAsync(
        string tenant,
        SentCta sent,
        Cta cta,
        string? notes,
        CancellationToken cancellation
    ) => throw new UnreachableException();
}
