using CsMl.Core.Accounts;
using CsMl.Core.Predictions.Rules;

namespace CsMl.Core.Predictions.Explanations;

/// <summary>Derives recommendations and the suggested CTA from findings.</summary>
internal static class RecommendActions
{
    /// <summary>Begins the timeframe of every recommendation of the rules; a date follows.</summary>
    public const string By = "by ";

    private const int MostRecommendations = 3;

    /// <summary>
    /// The advice of the most severe findings, most severe first; then, where too little is known, what to record.
    /// Never empty.
    /// </summary>
    public static IReadOnlyList<Recommendation> For(
        IReadOnlyList<WeightedFinding> findings,
        RiskCategory category,
        Signals signals,
        DataCompleteness quality
    )
    {
        var risk = WriteAdvice.RiskOf(signals, category);
        var write = new WriteAdvice(signals, risk);
        var list = new List<Recommendation>(MostRecommendations);
        // Of an account that has left only the departure itself, its gravest finding, can be talked about.
        var most = signals.HasLeft ? 1 : MostRecommendations;
        var ordered = signals.HasLeft ? findings.OrderByDescending(w => w.Finding.LogOdds) : findings.AsEnumerable();
        foreach (var (finding, _) in ordered)
        {
            if (finding.Advice is { } advice && list.Count < most)
            {
                Add(advice, finding.Sentence);
            }
        }

        if (list.Count < most && !quality.IsSufficient)
        {
            Add(Record(quality), $"{MissingData.Extent(signals, quality.Report)} the account");
        }

        // Not every type weighs a low score, but no check-in is routine with one.
        if (list.Count == 0 && LowHealth.Rule.Evaluate(signals) is { Advice: { } review } low)
        {
            Add(review, low.Sentence);
        }

        if (list.Count == 0)
        {
            Add(AdviceTable.NothingToDo, "Nothing on record asks for more");
        }

        return list;

        void Add(Advice advice, string rationale)
        {
            // The first recommendation has the urgency of the risk itself; the others have one step less.
            var step = list.Count == 0 ? risk : (RiskCategory)Math.Max(0, (int)risk - 1);
            var (action, effort) = write.Of(advice, step);
            list.Add(
                new Recommendation(
                    action,
                    Priority(step),
                    rationale,
                    advice.ExpectedImpact,
                    effort,
                    By + write.By(step)
                )
            );
        }
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

    private static Advice Record(DataCompleteness quality) =>
        new(
            $"Start to record {MissingData.InWords(quality.Report)} by {{by}}",
            "Lets the next prediction tell this account from others",
            Degree.Medium
        );

    private static ActionPriority Priority(RiskCategory category) =>
        category switch
        {
            RiskCategory.Critical => ActionPriority.Urgent,
            RiskCategory.High => ActionPriority.High,
            RiskCategory.Medium => ActionPriority.Medium,
            _ => ActionPriority.Low,
        };
}
