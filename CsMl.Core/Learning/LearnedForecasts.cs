using CsMl.Core.Outcomes;
using CsMl.Core.Predictions;
using CsMl.Core.Predictions.Settlements;

namespace CsMl.Core.Learning;

/// <summary>
/// What the version that was learned before each prediction would have said of it, whether or not it was in use, beside
/// the rules that it would have replaced. No version is scored on an outcome that it was fitted to.
/// </summary>
internal static class LearnedForecasts
{
    /// <param name="closed">Predictions of churn whose window has closed.</param>
    /// <param name="versions">Newest first.</param>
    public static IReadOnlyList<RivalForecast> Of(
        IEnumerable<CountedPrediction> closed,
        IReadOnlyList<StoredVersion> versions
    )
    {
        var byNumber = versions.ToDictionary(version => version.Number);
        var rivals = new List<RivalForecast>();
        foreach (var p in closed)
        {
            if (
                p is { WindowDays: LearningRow.WindowDays, Evidence: { } evidence }
                && versions.FirstOrDefault(version => version.Learned.LearnedAt < p.PredictedAt) is { Use: { } use } at
                && byNumber.GetValueOrDefault(use)?.Learned.Model is { } learned
            )
            {
                var basis = evidence.ToBasis();
                rivals.Add(
                    new RivalForecast(
                        p.AccountId,
                        learned.Probability(basis),
                        ChurnModel.OfRules(at.RulesIntercept).Probability(basis),
                        p.Settlement!.Happened
                    )
                );
            }
        }

        return rivals;
    }
}
