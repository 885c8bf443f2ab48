using CsMl.Core.Requests;
using CsMl.Core.Settings;

namespace CsMl.Core.Portfolio;

/// <summary>
/// Says what probabilities stand on where nothing is known of the tenant's own churn, because their mean is then far too
/// high for most; and only until accounts have been scored.
/// </summary>
public sealed class HintExpectedChurn(TenantSettings settings, RunStore runs)
{
    /// <summary>As a command says it.</summary>
    public const string OfCommand = Stands + "Set Predictions:ExpectedChurn to " + Rate;

    /// <summary>As a call answers it.</summary>
    public const string OfCall =
        Stands + "Set predictions.expectedChurn by PUT portfolio/ml/settings, which has a dryRun, to " + Rate;

    private const string Stands = "Probabilities stand on a mean of 25 % within 90 days. ";

    private const string Rate =
        "the share of your accounts that leave within 90 days, such as 0.05 (docs/API.md, What probabilities stand on).";

    /// <param name="scored">Runs that have scored accounts at most when it is due.</param>
    public async Task<bool> IsDueAsync(string tenant, int scored, CancellationToken cancellation)
    {
        var applied = await settings.ReadAsync(tenant, cancellation);
        return applied.ExpectedChurn is null
            && applied.Scale.StandsOn == ScaleSource.Default
            && (await runs.ListAsync(tenant, cancellation)).Count(run =>
                run.Kind is not (RunKind.Import or RunKind.Sync)
            ) <= scored;
    }

    /// <summary>The report with the hint, if accounts came in and it is due.</summary>
    public async Task<ImportReport> AddToAsync(string tenant, ImportReport report, CancellationToken cancellation) =>
        report.Imported > 0 && await IsDueAsync(tenant, scored: 0, cancellation)
            ? report with
            {
                Hint = OfCall,
            }
            : report;
}
