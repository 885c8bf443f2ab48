using CsMl.Core.Accounts;

namespace CsMl.Core.Crm;

/// <summary>
/// For deployments that read the CTAs from the app: nothing is sent, because they are already in its own table.
/// </summary>
public sealed class EmbeddedCtas : ICtaSink
{
    public Task CreateAsync(string tenant, Cta cta, CancellationToken cancellation) => Task.CompletedTask;

    public Task UpdateAsync(string tenant, Cta cta, CancellationToken cancellation) => Task.CompletedTask;

    public Task CloseAsync(string tenant, Cta cta, CancellationToken cancellation) => Task.CompletedTask;
}
