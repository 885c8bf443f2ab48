using System.CommandLine;
using CsMl.Core.Portfolio;
using Microsoft.Extensions.DependencyInjection;

namespace CsMl.Local.Commands;

/// <summary>Writes the hint of <see cref="HintExpectedChurn"/> where it is due.</summary>
internal static class ExpectedChurnHint
{
    /// <param name="runs">Runs that have scored accounts at most when it is said.</param>
    public static async Task WriteAsync(
        IServiceProvider services,
        string tenant,
        int runs,
        InvocationConfiguration console,
        CancellationToken cancellation
    )
    {
        if (await services.GetRequiredService<HintExpectedChurn>().IsDueAsync(tenant, runs, cancellation))
        {
            await console.Output.WriteLineAsync(HintExpectedChurn.OfCommand);
        }
    }
}
