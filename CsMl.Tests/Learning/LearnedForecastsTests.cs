using CsMl.Core.Learning;
using CsMl.Core.Outcomes;
using CsMl.Core.Predictions;
using CsMl.Core.Predictions.Settlements;
using CsMl.Tests.Outcomes;

namespace CsMl.Tests.Learning;

/// <summary>What each version would have said of the predictions after it, beside the rules.</summary>
public sealed class LearnedForecastsTests
{
    private const double Prior = -1.1;

    [Fact]
    public void Each_prediction_is_scored_by_the_version_that_was_known_before_it_and_by_no_later_one()
    {
        // The first is used, the second learned nothing new, the third went back to the rules, and the fourth is used.
        StoredVersion[] newestFirst =
        [
            Version(4, day: 40, intercept: -2, use: 4),
            Version(3, day: 30, intercept: null, use: null),
            Version(2, day: 20, intercept: -5, use: 1),
            Version(1, day: 10, intercept: -3, use: 1),
        ];
        var predictions = ((int[])[5, 10, 11, 25, 35, 41]).Select(Prediction).ToList();

        var rivals = RivalsOf(predictions, newestFirst);

        // Before the first version, on its instant, and after the third one there is nothing learned to score.
        Assert.Equal(["a11", "a25", "a41"], rivals.Select(rival => rival.AccountId));
        double[] learned = [P(-3 + 0.4), P(-3 + 0.4), P(-2 + 0.4)];
        Assert.All(learned.Zip(rivals), pair => Assert.Equal(pair.First, pair.Second.Challenger, 1e-12));
        Assert.All(rivals, rival => Assert.Equal(P(Prior + 0.4), rival.Champion, 1e-12));
        Assert.All(rivals, rival => Assert.True(rival.Happened));
    }

    [Fact]
    public void Predictions_of_other_windows_or_without_evidence_are_left_out()
    {
        StoredVersion[] versions = [Version(1, day: 1, intercept: -3, use: 1)];

        Assert.Empty(
            RivalsOf([Prediction(5) with { WindowDays = 30 }, Prediction(6) with { Evidence = null }], versions)
        );
    }

    private static IReadOnlyList<RivalForecast> RivalsOf(
        IEnumerable<CountedPrediction> predictions,
        IReadOnlyList<StoredVersion> versions
    )
    {
        var forecasts = new LearnedForecasts(versions);
        foreach (var prediction in predictions)
        {
            forecasts.Add(prediction, Some.Now.AddDays(200));
        }

        return forecasts.Rivals;
    }

    private static double P(double logOdds) => 1 / (1 + Math.Exp(-logOdds));

    private static CountedPrediction Prediction(int day) =>
        Settling.Counted() with
        {
            AccountId = $"a{day}",
            PredictedAt = Some.Now.AddDays(day),
            Evidence = new RulesEvidence(Prior, new Dictionary<string, double> { ["LowHealth"] = 0.4 }, default),
            Settlement = new Settlement(Some.Now.AddDays(200), "CHURNED", true, true, Some.Now.AddDays(60), null),
        };

    private static StoredVersion Version(int number, int day, double? intercept, int? use) =>
        new(
            number,
            LearnedVersion.Nothing(Some.Now.AddDays(day), 100, 20) with
            {
                Model = intercept is { } known ? ChurnModel.OfRules(known) : null,
            },
            Prior,
            use,
            null
        );
}
