using CsMl.Core.Accounts;
using CsMl.Core.Predictions.Rules;

namespace CsMl.Core.Predictions.Explanations;

/// <summary>Derives recommendations and the suggested CTA from findings.</summary>
internal static class RecommendActions
{
    private const int MostRecommendations = 3;

    private static readonly IReadOnlyList<Recommendation> Routine =
    [
        new(
            "Keep the regular check-ins",
            ActionPriority.Low,
            "Nothing on record asks for more",
            "Keeps the relationship warm",
            Degree.Low,
            "at the next check-in"
        ),
    ];

    /// <summary>The advice of the most severe findings, most severe first; never empty.</summary>
    public static IReadOnlyList<Recommendation> For(IReadOnlyList<WeightedFinding> findings, RiskCategory category)
    {
        List<Recommendation>? list = null;
        foreach (var (finding, _) in findings)
        {
            if (finding.Advice is { } advice && !(list?.Count >= MostRecommendations))
            {
                // The first recommendation has the urgency of the risk itself; the others have one step less.
                var step = list is null ? category : (RiskCategory)Math.Max(0, (int)category - 1);
                (list ??= new List<Recommendation>(MostRecommendations)).Add(
                    new Recommendation(
                        advice.Action,
                        Priority(step),
                        finding.Sentence,
                        advice.ExpectedImpact,
                        advice.Effort,
                        Timeframe(step)
                    )
                );
            }
        }

        return (IReadOnlyList<Recommendation>?)list ?? Routine;
    }

    /// <summary>A RISK CTA from medium risk upwards; null below.</summary>
    public static SuggestedCta? Cta(RiskCategory category, IReadOnlyList<WeightedFinding> trouble)
    {
        if (category == RiskCategory.Low || trouble.Count == 0)
        {
            return null;
        }

        var about =
            trouble.Count == 1
                ? trouble[0].Finding.Factor
                : $"{trouble[0].Finding.Factor}, {trouble[1].Finding.Factor}";
        return new SuggestedCta(
            CtaType.Risk,
            category.Priority(),
            $"{ExplainPrediction.Word(category, capital: true)} churn risk: {about}",
            trouble[0].Finding.Sentence,
            category.Urgency().DueDays()
        );
    }

    private static ActionPriority Priority(RiskCategory category) =>
        category switch
        {
            RiskCategory.Critical => ActionPriority.Urgent,
            RiskCategory.High => ActionPriority.High,
            RiskCategory.Medium => ActionPriority.Medium,
            _ => ActionPriority.Low,
        };

    private static string Timeframe(RiskCategory category) =>
        category switch
        {
            RiskCategory.Critical => "today",
            RiskCategory.High => "within 5 business days",
            RiskCategory.Medium => "within 30 days",
            _ => "at the next check-in",
        };
}
