using CsMl.Core.Predictions.Settlements;

namespace CsMl.Core.Outcomes;

/// <summary>
/// Counts which rules saw trouble in predictions of churn whose window has closed, among accounts that stayed and among
/// those that left. Its memory is bounded by the number of rules, whatever the number of predictions.
/// </summary>
/// <param name="rules">The rules that can raise a risk, at most 31.</param>
internal sealed class SilenceCounts(IReadOnlyList<string> rules)
{
    /// <summary>Predictions that stayed and that left, by the set of rules that saw trouble, one bit each.</summary>
    private readonly Dictionary<int, (int Stayed, int Left)> _counts = [];

    /// <summary>Does nothing for a prediction of an earlier version, of which the evidence was not stored.</summary>
    public void Add(CountedPrediction p)
    {
        if (p.Evidence is { } evidence)
        {
            var seen = BitsOf(rules.Where(rule => evidence.Findings.GetValueOrDefault(rule) > 0));
            var (stayed, left) = _counts.GetValueOrDefault(seen);
            _counts[seen] = p.Settlement!.Happened ? (stayed, left + 1) : (stayed + 1, left);
        }
    }

    /// <summary>Of those that stayed, how many in which none of these rules saw trouble.</summary>
    public SilenceShare AmongStayed(IEnumerable<string> silent) => Among(silent, static count => count.Stayed);

    /// <inheritdoc cref="AmongStayed"/>
    public SilenceShare AmongLeft(IEnumerable<string> silent) => Among(silent, static count => count.Left);

    private SilenceShare Among(IEnumerable<string> silent, Func<(int Stayed, int Left), int> pick)
    {
        var bits = BitsOf(silent);
        return SilenceShare.Among(
            _counts.Where(one => (one.Key & bits) == 0).Sum(one => pick(one.Value)),
            _counts.Values.Sum(pick)
        );
    }

    private int BitsOf(IEnumerable<string> names)
    {
        var bits = 0;
        foreach (var name in names)
        {
            for (var i = 0; i < rules.Count; i++)
            {
                bits |= rules[i] == name ? 1 << i : 0;
            }
        }

        return bits;
    }
}
