using CsMl.Core.Accounts;
using CsMl.Core.Crm;
using CsMl.Core.Predictions;
using CsMl.Core.Predictions.Explanations;
using CsMl.Core.Settings;
using CsMl.Core.Storage;

namespace CsMl.Core.Requests;

/// <summary>Explains why a prediction differs from the one before it, from the stored bases of both.</summary>
public sealed class ComparePredictions(
    AccountIndex index,
    PredictionBasisStore whys,
    LearnedVersions versions,
    TenantSettings settings
)
{
    /// <summary>A probability has four decimal places, and its points have two.</summary>
    private const double PointUnits = 100;

    private const double LogOddsUnits = 10_000;

    public async Task<Comparison> RunAsync(AccountKey account, string predictionId, CancellationToken cancellation)
    {
        if (!await index.HasAsync(account, cancellation))
        {
            return new Comparison(ComparisonProblem.NoAccount, null);
        }

        if (await whys.FindAsync(account, predictionId, cancellation) is not var (after, type))
        {
            return new Comparison(ComparisonProblem.NoPrediction, null);
        }

        var before = after.Previous is { } place ? await whys.FindAsync(account, type, place, cancellation) : null;
        if (before is null)
        {
            return new Comparison(ComparisonProblem.NonePrevious, null);
        }

        var scale = (await settings.OfAsync(account.Tenant, cancellation)).Risk;
        var other = await FindOtherModelAsync(account.Tenant, before.Basis, after.Basis, cancellation);
        return new Comparison(null, Tell(account, type, before, after, other, scale));
    }

    /// <summary>What weighed the second prediction; null if the same weighed the first.</summary>
    private async Task<ChurnModel?> FindOtherModelAsync(
        string tenant,
        PredictionBasis before,
        PredictionBasis after,
        CancellationToken cancellation
    ) =>
        before.LearnedVersion == after.LearnedVersion ? null
        : after.LearnedVersion is not { } number ? ChurnModel.RulesAlone
        : (await versions.FindAsync(tenant, number, cancellation))?.Learned.Model;

    private static PredictionChange Tell(
        AccountKey account,
        PredictionType type,
        StoredBasis before,
        StoredBasis after,
        ChurnModel? other,
        RiskScale scale
    )
    {
        var factors = AttributeChange.Between(before.ToComparable(), after.ToComparable(), other);
        var change = Logit.Of(after.Probability) - Logit.Of(before.Probability);
        var points = (int)Math.Round(100 * PointUnits * (after.Probability - before.Probability));
        var logOdds = (int)Math.Round(LogOddsUnits * change);
        return new PredictionChange(
            account.AccountId,
            type,
            Glance(after),
            Glance(before),
            points / PointUnits,
            logOdds / LogOddsUnits,
            before.Fingerprint != after.Fingerprint,
            DescribeChange.InWords(type, before.Probability, after.Probability, factors, scale),
            Rounded(factors, points, logOdds)
        );
    }

    /// <summary>
    /// Rounds the factors to the decimal places of the answer so that they still add up to the total.
    /// </summary>
    private static IReadOnlyList<FactorChange> Rounded(IReadOnlyList<FactorChange> factors, int points, int logOdds)
    {
        var pointUnits = RoundToSum.Of([.. factors.Select(f => f.Points * PointUnits)], points);
        var logOddsUnits = RoundToSum.Of([.. factors.Select(f => f.LogOdds * LogOddsUnits)], logOdds);
        return
        [
            .. factors
                .Select(
                    (f, i) => f with { Points = pointUnits[i] / PointUnits, LogOdds = logOddsUnits[i] / LogOddsUnits }
                )
                .Where(f => f.Points != 0 || f.LogOdds != 0),
        ];
    }

    private static ComparedPrediction Glance(StoredBasis why) =>
        new(why.PredictionId, why.PredictedAt, why.Probability, why.WindowDays, why.Source);
}
