using CsMl.Core.Accounts;

namespace CsMl.Core.Crm;

/// <summary>For those who read the CTAs from the app: they are in its own table already.</summary>
public sealed class EmbeddedCtas : ICtaSink
{
    public Task CreateAsync(string tenant, Cta cta, CancellationToken cancellation) => Task.CompletedTask;

    public Task UpdateAsync(string tenant, Cta cta, CancellationToken cancellation) => Task.CompletedTask;

    public Task CloseAsync(string tenant, Cta cta, CancellationToken cancellation) => Task.CompletedTask;
}
