using CsMl.Core.Predictions.Rules;
using CsMl.Core.Predictions.Types;

namespace CsMl.Core.Predictions.Explanations;

/// <summary>
/// Describes a change in one sentence: the old and new value, and the factors that changed it, in whole points that add
/// up.
/// </summary>
internal static class DescribeChange
{
    private const int MostNamed = 5;

    /// <summary>All rules by name, as stored with predictions.</summary>
    private static readonly Dictionary<string, Rule> Rules = PredictionTypes
        .All.SelectMany(type => type.RuleSet.Rules)
        .Distinct()
        .ToDictionary(rule => rule.Name, StringComparer.Ordinal);

    /// <summary>The other parts of a change, besides the rules.</summary>
    private static readonly Dictionary<string, string> Others = new(StringComparer.Ordinal)
    {
        [AttributeChange.Prior] = "another view of what is usual",
        [AttributeChange.Window] = "another window",
        [AttributeChange.Bounds] = "rounding",
        [AttributeChange.Model] = "the language model's judgement",
        [AttributeChange.Weights] = "other weights of the same facts",
    };

    /// <summary>
    /// For example <c>Churn risk rose from 41 % to 63 %: longer silence, now 63 days (+9), a better health score, now
    /// 58 (−3).</c>
    /// </summary>
    public static string InWords(
        PredictionType type,
        double before,
        double after,
        IReadOnlyList<FactorChange> factors,
        RiskScale scale
    )
    {
        var descriptor = PredictionTypes.Of(type);
        var (from, to) = (FormatPercent.Value(before, scale), FormatPercent.Value(after, scale));
        var move =
            from == to
                ? $"{descriptor.Subject} stayed at {FormatPercent.Text(to)}"
                : $"{descriptor.Subject} {(to > from ? "rose" : "fell")} from {FormatPercent.Text(from)} to {FormatPercent.Text(to)}";
        var points = RoundToSum.Of([.. factors.Select(f => f.Points)], (int)Math.Round(to - from));
        var told = factors
            .Zip(points)
            .Where(f => f.Second != 0)
            .Take(MostNamed)
            .Select(f => $"{Name(descriptor, f.First)} ({(f.Second > 0 ? "+" : "−")}{Math.Abs(f.Second)})")
            .ToList();
        return told.Count == 0 ? $"{move}." : $"{move}: {string.Join(", ", told)}.";
    }

    private static string Name(PredictionTypeDescriptor type, FactorChange factor)
    {
        var isWorse = factor.LogOdds > 0 != type.IsWelcome;
        var name = Rules.TryGetValue(factor.Rule, out var rule)
            ? isWorse
                ? rule.WhenWorse
                : rule.WhenBetter
            : Others.GetValueOrDefault(factor.Rule, factor.Factor);
        return factor.Value is { Length: > 0 } value ? $"{name}, now {value}" : name;
    }
}
