using CsMl.Core.Predictions;

namespace CsMl.Core.Settings;

/// <summary>What a change of settings would do to the accounts, by their latest predictions of churn.</summary>
/// <param name="ChangesScale">
/// True if all accounts would be scored again: the model, the stored thresholds or the days ahead would be others.
/// </param>
/// <param name="Unknown">
/// Accounts whose probability after the change is not known, because their prediction was stored by an earlier version;
/// they count with their present one.
/// </param>
/// <param name="SuggestedThresholds">
/// Thresholds with which as many accounts as before would be in each category; null if there are no accounts.
/// </param>
public sealed record ScalePreview(
    bool ChangesScale,
    int Accounts,
    int Unknown,
    ScaleSource StandsOnBefore,
    ScaleSource StandsOnAfter,
    double? MeanBefore,
    double? MeanAfter,
    CategoryCounts Before,
    CategoryCounts After,
    Thresholds? SuggestedThresholds
)
{
    private const int Places = 4;

    internal static ScalePreview Of(
        IReadOnlyList<ScaledAccount> accounts,
        EffectiveSettings before,
        EffectiveSettings after
    )
    {
        double? intercept =
            after.Scale.StandsOn == ScaleSource.Outcomes
                ? null
                : (after.Scale.Model ?? ChurnModel.RulesAlone).Intercept;
        var changes = before.Scale.Version != after.Scale.Version;
        List<double> probabilities =
        [
            .. accounts.Select(a => changes ? a.On(intercept, before.WindowDays, after.WindowDays) : a.Probability),
        ];
        var now = CategoryCounts.Of(accounts.Select(a => a.Category));
        return new ScalePreview(
            changes,
            accounts.Count,
            accounts.Count(a => a.RulesSum is null),
            before.Scale.StandsOn,
            after.Scale.StandsOn,
            Mean(accounts.Select(a => a.Probability)),
            Mean(probabilities),
            now,
            CategoryCounts.Of(probabilities.Select(after.Risk.CategoryOf)),
            accounts.Count == 0
                ? null
                : Thresholds.Of(SuggestThresholds.Of(probabilities, now.Critical, now.High, now.Medium))
        );
    }

    private static double? Mean(IEnumerable<double> probabilities) =>
        probabilities.Any() ? Math.Round(probabilities.Average(), Places) : null;
}
