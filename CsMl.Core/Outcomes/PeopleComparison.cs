using CsMl.Core.Predictions.Settlements;

namespace CsMl.Core.Outcomes;

/// <summary>People's own odds beside the predictions that they are about, over the same accounts.</summary>
/// <param name="Opinions">Opinions whose window has closed and whose outcome is known.</param>
/// <param name="Authors">How many people gave them.</param>
/// <param name="Disagreements">Those of them that differ from the prediction.</param>
/// <param name="Nearer">
/// Of the disagreements, the share in which the person was nearer to what happened. Whoever tosses a coin gets .5.
/// </param>
/// <param name="Scores">All of these opinions beside the predictions.</param>
public sealed record PeopleComparison(
    int Opinions,
    int Authors,
    int Disagreements,
    Metric Nearer,
    ForecastComparison Scores
)
{
    internal static PeopleComparison Of(IReadOnlyCollection<Opinion> closed)
    {
        var disagreements = closed.Where(o => !o.Agrees).ToList();
        var nearer = disagreements.Count(o => Distance(o, o.Probability) < Distance(o, o.Prediction.Probability));
        return new PeopleComparison(
            closed.Count,
            closed.Select(o => o.Author).Distinct(StringComparer.Ordinal).Count(),
            disagreements.Count,
            Metric.TooFew(disagreements.Count) is { } few
                ? Metric.None(few)
                : Metric.Share(nearer, disagreements.Count, 0.5),
            ForecastComparison.Of(
                "the predictions",
                "people",
                [
                    .. closed.Select(o => new RivalForecast(
                        o.AccountId,
                        o.Probability,
                        o.Prediction.Probability,
                        o.Prediction.Settlement!.Happened
                    )),
                ]
            )
        );
    }

    private static double Distance(Opinion o, double probability) =>
        Math.Abs(probability - (o.Prediction.Settlement!.Happened ? 1 : 0));
}
