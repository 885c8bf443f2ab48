using CsMl.Core.Accounts;
using CsMl.Core.Json;
using CsMl.Core.Outcomes;
using CsMl.Core.Requests;
using static CsMl.Local.Commands.Report.ReportFormat;

namespace CsMl.Local.Commands.Report;

/// <summary>How good the predictions of churn were, in sections.</summary>
internal sealed record AccuracyReport(string Tenant, DateTimeOffset At, Accuracy Accuracy)
{
    public string Title => $"Predictions of churn of {Tenant}, {FormatDate.Of(At)}";

    public IReadOnlyList<ReportSection> Sections { get; } =
    [
        Summary(Accuracy),
        Figures(Accuracy.Figures),
        Reliability(Accuracy.Figures),
        Lift(Accuracy.Figures),
        .. Accuracy.Comparisons is { } comparisons ? Pairs(comparisons) : [],
        .. Accuracy.Versions.Count > 0 ? new[] { Versions(Accuracy.Versions) } : [],
        Segments(Accuracy.BySegment),
        Groups("By risk category", Accuracy.ByCategory),
        Groups("By month of the prediction", Accuracy.ByMonth),
        .. Accuracy.ByCta is { } effect ? new[] { Ctas(effect) } : [],
    ];

    private static ReportSection Summary(Accuracy a) =>
        new(
            "What is known",
            null,
            $"{a.TotalPredictions} predictions count, the first of each account and month. Of {a.Figures.Validated} the window has closed and the outcome is known; {a.Figures.Happened} of these accounts left.",
            a.CanTell,
            $"{a.SettledEarly.Validated} more are settled, and their window is still open. {SettledEarly.Reason}"
        );

    private static ReportSection Figures(PredictionMetrics m) =>
        Section(
            "Figures",
            ["", "here", "95 % interval", "base rate alone", ""],
            [
                Row("share that left", m.BaseRate),
                Row("area under the curve (AUC)", m.Auc),
                Row("Brier score", m.Brier),
                Row("calibration error (ECE)", m.Ece),
                Row("lift in the top tenth", m.TopDecileLift),
                Row("precision", m.Precision),
                Row("recall", m.Recall),
                Row("accuracy", m.Accuracy),
            ],
            "What stands under base rate alone is what a forecast gets that gives every account the observed share."
        );

    private static ReportSection Reliability(PredictionMetrics m) =>
        Section(
            "Are the probabilities right?",
            ["foretold", "predictions", "mean foretold", "left", "95 % interval"],
            [
                .. m
                    .Calibration.Where(bin => bin.Count > 0)
                    .Select(bin =>
                        (string[])
                            [
                                $"{Percent(bin.From)} – {Percent(bin.To)}",
                                $"{bin.Count}",
                                Percent(bin.MeanProbability),
                                Percent(bin.Rate),
                                Percents(bin.Low, bin.High),
                            ]
                    ),
            ],
            m.Brier.Note ?? "Where a tenth's interval holds the mean foretold, its probabilities may be right."
        ) with
        {
            Chart = m.Brier.Note is null ? ReportChart.Reliability : null,
        };

    private static ReportSection Lift(PredictionMetrics m) =>
        Section(
            "Whoever works through the list from the top",
            ["tenth", "left", "95 % interval", "times the share of all", "found so far"],
            [
                .. m.Lift.Select(tenth =>
                    (string[])
                        [
                            $"{tenth.Tenth}",
                            Percent(tenth.Rate),
                            Percents(tenth.Low, tenth.High),
                            Number(tenth.Lift),
                            Percent(tenth.Captured),
                        ]
                ),
            ],
            m.TopDecileLift.Note
                ?? "The accounts are ranked by probability, in tenths; found so far is the share of all that left."
        ) with
        {
            Chart = m.Lift.Count > 0 ? ReportChart.Lift : null,
        };

    private static IEnumerable<ReportSection> Pairs(ForecastComparisons pairs)
    {
        yield return Pair("What was learned and the rules", pairs.Learned);
        yield return Pair("The language model and the rules", pairs.LanguageModel);
        var people = pairs.People;
        var pair = Pair("People and predictions", people.Scores);
        yield return pair with
        {
            Notes =
            [
                .. pair.Notes,
                $"{people.Opinions} opinions of {people.Authors} people; in {people.Disagreements} disagreements the person was nearer in {Share(people.Nearer)}.",
            ],
        };
    }

    private static ReportSection Pair(string title, ForecastComparison pair) =>
        Section(
            title,
            ["", "log loss", "Brier score", "AUC", "ECE"],
            [
                Row(pair.Champion, pair.ChampionScores),
                Row(pair.Challenger, pair.ChallengerScores),
                Row("base rate alone", pair.BaseRateScores),
            ],
            pair.Verdict
        );

    private static ReportSection Versions(IReadOnlyList<LearnedVersionView> versions) =>
        Section(
            "What was learned, and when",
            ["version", "learned", "outcomes", "left", "what", "used from then", "log loss held out", "of the rules"],
            [
                .. versions.Select(v =>
                    (string[])
                        [
                            v.WentBackFrom is { } from ? $"{v.Number}, went back from {from}" : $"{v.Number}",
                            FormatDate.Of(v.LearnedAt),
                            $"{v.Outcomes}",
                            $"{v.Churned}",
                            EnumNames.Of(v.Scope),
                            v.Use is { } use ? $"version {use}" : "the rules",
                            Number(v.HeldOut?.WeightsLogLoss),
                            Number(v.HeldOut?.RulesLogLoss),
                        ]
                ),
            ]
        );

    private static ReportSection Segments(IReadOnlyList<SegmentAccuracy> segments) =>
        Section(
            "By segment",
            ["", "predictions", "left", "mean foretold", "gap to all others", "its interval"],
            [
                .. segments.Select(s =>
                    (string[])
                        [
                            $"{s.By}: {s.Segment}",
                            $"{s.Validated}",
                            Percent(s.BaseRate.Value),
                            Percent(s.MeanProbability),
                            Points(s.Gap.Value),
                            s.Gap.Low is null ? Nothing : $"{Points(s.Gap.Low)} to {Points(s.Gap.High)}",
                        ]
                ),
            ],
            [
                "The gap is what happened less what was foretold, less the same of all others, in points of a hundred. A warning is given where three standard errors lie on one side of 0.",
                .. segments.Where(s => s.Warning is not null).Select(s => $"{s.By}, {s.Segment}: {s.Warning}"),
            ]
        );

    private static ReportSection Groups(string title, IReadOnlyDictionary<string, GroupAccuracy> groups) =>
        Section(
            title,
            ["", "predictions", "closed", "left", "mean foretold", "share that left"],
            [
                .. groups.Select(g =>
                    (string[])
                        [
                            g.Key,
                            $"{g.Value.Total}",
                            $"{g.Value.Validated}",
                            $"{g.Value.Happened}",
                            Percent(g.Value.MeanProbability),
                            Percent(g.Value.BaseRate.Value),
                        ]
                ),
            ]
        );

    private static ReportSection Ctas(CtaEffect effect) =>
        Section(
            "With a completed CTA, and without",
            ["", "with", "left", "without", "left"],
            [
                .. effect.ByCategory.Select(c =>
                    (string[])
                        [
                            EnumNames.Of(c.Category),
                            $"{c.WithCompletedCta.Accounts}",
                            Percent(c.WithCompletedCta.Rate.Value),
                            $"{c.WithoutCompletedCta.Accounts}",
                            Percent(c.WithoutCompletedCta.Rate.Value),
                        ]
                ),
            ],
            effect.Warning
        );

    private static ReportSection Section(
        string title,
        string[] head,
        IReadOnlyList<string[]> rows,
        params IReadOnlyList<string> notes
    ) => new(title, new MetricTable(title, head, rows), notes);

    private static string[] Row(string name, Metric m) =>
        [
            name,
            Number(m.Value),
            m.Low is null ? Nothing : $"{Number(m.Low)} to {Number(m.High)}",
            Number(m.BaseRate),
            m.Note ?? "",
        ];

    private static string[] Row(string name, ForecastScores s) =>
        [name, Number(s.LogLoss), Number(s.Brier), Number(s.Auc), Number(s.Ece)];

    private static string Share(Metric m) =>
        m.Value is null ? $"a share that is not known ({m.Note})" : $"{Percent(m.Value)} ({Percents(m.Low, m.High)})";
}
