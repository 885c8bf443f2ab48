using CsMl.Core.Predictions;

namespace CsMl.Core.Learning;

/// <summary>
/// Learns from a tenant's closed outcomes as much as they bear out: nothing, the intercept, or the weights. A pure
/// function of the outcomes.
/// </summary>
public static class LearnFromOutcomes
{
    private const int Enough = 50;

    /// <summary>Of departures, and of accounts that stayed.</summary>
    private const int EnoughOfEach = 10;

    /// <param name="rules">What is in use without learning: the rules, on their own or an expected intercept.</param>
    /// <param name="judgedSince">
    /// Only outcomes of predictions made after this instant decide, held out, what is learned, and they must be enough by
    /// themselves; null if all decide. It is set when something learned did worse than the rules.
    /// </param>
    public static LearnedVersion Of(
        IReadOnlyList<LearningRow> rows,
        ChurnModel rules,
        DateTimeOffset now,
        DateTimeOffset? judgedSince = null
    )
    {
        var version = LearnedVersion.Nothing(now, rows.Count, rows.Count(row => row.Churned));
        if (!AreEnough(rows))
        {
            return version;
        }

        version = version with { Ctas = CtaComparison.Of(rows) };
        rows = version.Ctas is { LeftOut: true } ? [.. rows.Where(row => !row.HadCta)] : rows;
        var isJudged = IsJudgedSince(judgedSince);
        if (!AreEnough([.. rows.Where(isJudged)]))
        {
            return version;
        }

        var heldOut = HeldOutComparison.Of(rows, rules, isJudged);
        return version with
        {
            HeldOut = heldOut,
            Scope = heldOut.Best,
            Model = heldOut.Best switch
            {
                LearnedScope.Weights => FitModel.All(rows).Model,
                LearnedScope.Intercept => FitModel.Intercept(rows),
                _ => null,
            },
        };
    }

    private static Func<LearningRow, bool> IsJudgedSince(DateTimeOffset? instant) =>
        row => !(row.PredictedAt <= instant);

    private static bool AreEnough(IReadOnlyList<LearningRow> rows)
    {
        var churned = rows.Count(row => row.Churned);
        return rows.Count >= Enough && churned >= EnoughOfEach && rows.Count - churned >= EnoughOfEach;
    }
}
