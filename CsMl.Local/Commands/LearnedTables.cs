using CsMl.Core.Learning;

namespace CsMl.Local.Commands;

/// <summary>Shows to people what the earlier dates of a file taught, and what it is worth on the later ones.</summary>
internal static class LearnedTables
{
    public static IReadOnlyList<MetricTable> Of(LearnedBacktest b) =>
        [
            new(
                Title(b),
                ["", "rules", "expected rate", "learned"],
                [
                    Row("AUC", b, m => m.Auc),
                    Row("Brier score", b, m => m.Brier),
                    Row("calibration error (ECE)", b, m => m.Ece),
                    Row("log loss", b, m => m.LogLoss),
                    Row("lift in the top tenth", b, m => m.TopDecileLift),
                ]
            ),
            .. b.Version is { Scope: LearnedScope.Weights, Model: { } model }
                ?
                [
                    new MetricTable(
                        "Learned weights (a rule's own is 1, a signal's 0)",
                        ["", "weight"],
                        [
                            .. model.RuleWeights.Select(w => (string[])[w.Key, BacktestTables.Figure(w.Value)]),
                            ["days since the last contact", BacktestTables.Figure(model.SignalWeights.Since)],
                            ["active days in 90", BacktestTables.Figure(model.SignalWeights.Recent)],
                            ["active days in a year", BacktestTables.Figure(model.SignalWeights.Active)],
                            ["days since it was created", BacktestTables.Figure(model.SignalWeights.Tenure)],
                        ]
                    ),
                ]
                : Array.Empty<MetricTable>(),
        ];

    private static string Title(LearnedBacktest b) =>
        $"{b.Tested} accounts after {b.LearnedUpTo:yyyy-MM-dd}, {b.TestedChurned} churned; learned from {b.Version.Outcomes} up to then, {b.Version.Churned} churned: "
        + b.Version.Scope switch
        {
            LearnedScope.Weights => "the weights",
            LearnedScope.Intercept => "the mean alone",
            _ when b.Version.HeldOut is not null => "nothing, as the rules did best on those held out",
            _ => "nothing, as they are too few",
        };

    private static string[] Row(string name, LearnedBacktest b, Func<BacktestMetrics, double?> pick) =>
        [
            name,
            BacktestTables.Figure(pick(b.Rules)),
            BacktestTables.Figure(pick(b.ExpectedRate)),
            BacktestTables.Figure(pick(b.Learned)),
        ];
}
