using System.CommandLine;
using CsMl.Core.Portfolio;
using CsMl.Core.Settings;
using Microsoft.Extensions.DependencyInjection;

namespace CsMl.Local.Commands;

/// <summary>
/// Says once what probabilities stand on where nothing is known of the tenant's own churn, because their mean is then far
/// too high for most.
/// </summary>
internal static class ExpectedChurnHint
{
    public const string Text =
        "Probabilities stand on a mean of 25 % within 90 days. Set Predictions:ExpectedChurn to the share of your accounts "
        + "that leave within 90 days, such as 0.05 (docs/API.md, What probabilities stand on).";

    /// <param name="runs">Runs that a store has had at most when it is said.</param>
    public static async Task WriteAsync(
        IServiceProvider services,
        string tenant,
        int runs,
        InvocationConfiguration console,
        CancellationToken cancellation
    )
    {
        var settings = await services.GetRequiredService<TenantSettings>().ReadAsync(tenant, cancellation);
        if (
            settings.ExpectedChurn is null
            && settings.Scale.StandsOn == ScaleSource.Default
            && (await services.GetRequiredService<RunStore>().ListAsync(tenant, cancellation)).Count <= runs
        )
        {
            await console.Output.WriteLineAsync(Text);
        }
    }
}
