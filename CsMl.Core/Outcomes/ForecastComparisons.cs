using CsMl.Core.Predictions;
using CsMl.Core.Predictions.Settlements;

namespace CsMl.Core.Outcomes;

/// <summary>Who foretold better, each pair over the same predictions of churn.</summary>
/// <param name="LanguageModel">The language model, beside the rules' number that it departed from.</param>
/// <param name="People">People's own odds, beside the predictions.</param>
public sealed record ForecastComparisons(ForecastComparison LanguageModel, PeopleComparison People)
{
    internal static ForecastComparisons Of(
        IReadOnlyList<CountedPrediction> closed,
        IReadOnlyCollection<Opinion> opinions
    ) =>
        new(
            ForecastComparison.Of(
                "the rules",
                "the language model",
                [
                    .. closed
                        .Where(p => p is { Source: PredictionSource.Llm, RulesProbability: not null })
                        .Select(p => new RivalForecast(
                            p.AccountId,
                            p.Probability,
                            p.RulesProbability!.Value,
                            p.Settlement!.Happened
                        )),
                ]
            ),
            PeopleComparison.Of(opinions)
        );
}
