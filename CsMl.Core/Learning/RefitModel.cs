using CsMl.Core.Predictions;

namespace CsMl.Core.Learning;

/// <summary>
/// Learns again after new outcomes: checks how what was used did on the outcomes after it, takes it back if it did
/// worse than the rules, and otherwise fits the next version. A pure function of the versions so far and the outcomes.
/// </summary>
public static class RefitModel
{
    /// <summary>
    /// A version replaces the one in use if it moves the probabilities by more than this share of their mean. Every
    /// switch is a change of scale, with all accounts scored again, and smaller ones change nothing that anybody does.
    /// </summary>
    private const double LeastMove = 0.1;

    /// <param name="history">The versions so far, oldest first.</param>
    /// <param name="rules">What is used without learning.</param>
    /// <returns>Null if there is nothing that the newest version has not seen.</returns>
    public static StoredVersion? Of(
        IReadOnlyList<StoredVersion> history,
        IReadOnlyList<LearningRow> rows,
        ChurnModel rules,
        DateTimeOffset now
    )
    {
        var newest = history.Count == 0 ? null : history[^1];
        var churned = rows.Count(row => row.Churned);
        var seen = HashOutcomes.Of(rows);
        if (newest is null ? rows.Count == 0 : (newest.Seen, newest.RulesIntercept) == (seen, rules.Intercept))
        {
            return null;
        }

        var number = (newest?.Number ?? 0) + 1;
        var later = newest?.Use is null ? null : RollbackCheck.Of(UsedOn(history, rows, rules));
        if (later is { IsWorse: true })
        {
            return new StoredVersion(
                number,
                LearnedVersion.Nothing(now, rows.Count, churned),
                rules.Intercept,
                null,
                later
            )
            {
                WentBackFrom = newest!.Use,
                JudgedSince = now,
                Seen = seen,
            };
        }

        var learned = LearnFromOutcomes.Of(rows, rules, now, newest?.JudgedSince);
        return new StoredVersion(number, learned, rules.Intercept, Use(), later)
        {
            JudgedSince = newest?.JudgedSince,
            Seen = seen,
        };

        int? Use() =>
            learned.Model is not { } model ? null
            : newest?.Use is { } used && !Moves(ModelOf(history, used), model, rows) ? used
            : number;
    }

    /// <summary>
    /// What was said of each outcome by the version in use when it was predicted, and what the rules would have said. It
    /// begins anew when a version was taken back, and when the rules' own intercept changed.
    /// </summary>
    private static List<PairedForecast> UsedOn(
        IReadOnlyList<StoredVersion> history,
        IReadOnlyList<LearningRow> rows,
        ChurnModel rules
    )
    {
        var since = history[^1].JudgedSince;
        var later = new List<PairedForecast>();
        foreach (var row in rows)
        {
            var at = history.LastOrDefault(version => version.Learned.LearnedAt < row.PredictedAt);
            if (at?.Use is { } used && at.RulesIntercept == rules.Intercept && !(row.PredictedAt <= since))
            {
                later.Add(PairedForecast.Of(row, ModelOf(history, used), rules));
            }
        }

        return later;
    }

    private static bool Moves(ChurnModel before, ChurnModel after, IReadOnlyList<LearningRow> rows)
    {
        var (moved, all) = (0.0, 0.0);
        foreach (var row in rows)
        {
            var p = before.Probability(row.Basis);
            moved += Math.Abs(after.Probability(row.Basis) - p);
            all += p;
        }

        return moved > LeastMove * all;
    }

    private static ChurnModel ModelOf(IReadOnlyList<StoredVersion> history, int number) =>
        history[number - history[0].Number].Learned.Model!;
}
