using Microsoft.Extensions.Options;

namespace CsMl.Core.Crm;

/// <summary>Reads how old the facts in the index are.</summary>
public sealed class ReadFactsAge(
    IAccountSource source,
    SyncStates states,
    IOptions<CrmOptions> options,
    TimeProvider time
)
{
    public async Task<FactsAge> RunAsync(string tenant, CancellationToken cancellation) =>
        source.IsIndex
            ? FactsAge.None
            : new FactsAge(
                await states.FindAsync(tenant, cancellation),
                time.GetUtcNow() - TimeSpan.FromHours(options.Value.StaleAfterHours)
            );
}
