using CsMl.Core.Predictions;
using CsMl.Core.Predictions.Settlements;

namespace CsMl.Core.Outcomes;

/// <summary>Who foretold better, each pair over the same predictions of churn.</summary>
/// <param name="Learned">
/// What outcomes had taught before each prediction, beside the rules on their own or expected mean. Who is in use is the
/// champion.
/// </param>
/// <param name="LanguageModel">The language model, beside the rules' number that it departed from.</param>
/// <param name="People">People's own odds, beside the predictions.</param>
public sealed record ForecastComparisons(
    ForecastComparison Learned,
    ForecastComparison LanguageModel,
    PeopleComparison People
)
{
    private const string Rules = "the rules";
    private const string WhatWasLearned = "what was learned";

    /// <param name="learned">With the rules as champion.</param>
    /// <param name="usesLearned">True if probabilities stand on what was learned now.</param>
    internal static ForecastComparisons Of(
        IReadOnlyList<CountedPrediction> closed,
        IReadOnlyCollection<RivalForecast> learned,
        bool usesLearned,
        IReadOnlyCollection<Opinion> opinions
    ) =>
        new(
            usesLearned
                ? ForecastComparison.Of(WhatWasLearned, Rules, [.. learned.Select(rival => rival.Swapped())])
                : ForecastComparison.Of(Rules, WhatWasLearned, learned),
            ForecastComparison.Of(
                Rules,
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
