using CsMl.Core.Outcomes;
using CsMl.Core.Predictions;
using CsMl.Core.Predictions.Settlements;

namespace CsMl.Core.Learning;

/// <summary>
/// What the version that was learned before each prediction would have said of it, whether or not it was in use, beside
/// the rules that it would have replaced. No version is scored on an outcome that it was fitted to.
/// </summary>
/// <param name="versions">Newest first.</param>
internal sealed class LearnedForecasts(IReadOnlyList<StoredVersion> versions)
{
    private readonly Dictionary<int, StoredVersion> _byNumber = versions.ToDictionary(version => version.Number);
    private readonly List<RivalForecast> _rivals = [];

    public IReadOnlyList<RivalForecast> Rivals => _rivals;

    /// <summary>Counts a prediction of churn whose window has closed, and no other.</summary>
    public void Add(CountedPrediction p, DateTimeOffset now)
    {
        if (
            p is { Type: PredictionType.Churn, WindowDays: LearningRow.WindowDays, Evidence: { } evidence }
            && p.IsClosed(now)
            && versions.FirstOrDefault(version => version.Learned.LearnedAt < p.PredictedAt) is { Use: { } use } at
            && _byNumber.GetValueOrDefault(use)?.Learned.Model is { } learned
        )
        {
            var basis = evidence.ToBasis();
            _rivals.Add(
                new RivalForecast(
                    p.AccountId,
                    learned.Probability(basis),
                    ChurnModel.OfRules(at.RulesIntercept).Probability(basis),
                    p.Settlement!.Happened
                )
            );
        }
    }
}
