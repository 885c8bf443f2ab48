using System.Globalization;

namespace CsMl.Local.Commands;

/// <summary>
/// Shows a backtest to people: the accuracy next to the baselines, and the outcomes by risk category.
/// </summary>
internal static class BacktestTables
{
    public static IReadOnlyList<MetricTable> Of(Backtest b) =>
        [
            new(
                Title(b),
                ["", "rules", "base rate", "days since last activity"],
                [
                    Row("AUC", b, m => m.Auc),
                    Row("Brier score", b, m => m.Brier),
                    Row("calibration error (ECE)", b, m => m.Ece),
                    Row("lift in the top tenth", b, m => m.TopDecileLift),
                ]
            ),
            new(
                "By risk category",
                ["category", "accounts", "churned", "rate"],
                [
                    .. b.Categories.Select(c =>
                        (IReadOnlyList<string>)[Word(c), $"{c.Accounts}", $"{c.Churned}", Figure(c.Rate)]
                    ),
                ]
            ),
            .. b.Learning is { } learning ? LearnedTables.Of(learning) : [],
        ];

    private static string Title(Backtest b)
    {
        var text = $"{b.Accounts} accounts, {b.Churned} churned within 90 days";
        text += b.Unlabelled > 0 ? $"; {b.Unlabelled} without a label left out" : "";
        return b.BadLines > 0 ? $"{text}; {b.BadLines} bad lines left out" : text;
    }

    private static string[] Row(string name, Backtest b, Func<BacktestMetrics, double?> pick) =>
        [name, Figure(pick(b.Rules)), Figure(pick(b.BaseRate)), Figure(pick(b.DaysSinceLast))];

    private static string Word(CategoryRate c) => c.Category.ToString().ToLowerInvariant();

    internal static string Figure(double? value) => value?.ToString("0.000", CultureInfo.InvariantCulture) ?? "–";
}
