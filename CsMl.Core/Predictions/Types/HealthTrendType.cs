using CsMl.Core.Accounts;
using CsMl.Core.Health;
using CsMl.Core.Predictions.Explanations;
using CsMl.Core.Predictions.Rules;
using CsMl.Core.Predictions.Settlements;

namespace CsMl.Core.Predictions.Types;

internal sealed class HealthTrendType : PredictionTypeDescriptor
{
    /// <summary>Change, in points, from which a score counts as changed.</summary>
    private const double ScoreMoves = 5;

    /// <summary>A snapshot up to this many days before the end of the window counts as the score at the end.</summary>
    private const int SnapshotDays = 14;

    public override PredictionType Type => PredictionType.HealthTrend;

    public override string Noun => "chance of a lower health score";

    public override string Subject => "The chance of a clearly lower health score";

    public override bool IsScoreForecast => true;

    public override RuleSet RuleSet { get; } =
        new(
            prior: 0.30,
            (AlreadyLeft.Rule, 0.5),
            (NoticeGiven.Rule, 0.5),
            (HealthTrend.Rule, 2),
            (SustainedDecline.Rule, 1),
            (SuddenDrop.Rule, 0.5),
            (NegativeSentiment.Rule, 0.5),
            (UnresolvedTickets.Rule, 0.5),
            (SilenceAgainstRhythm.Rule, 0.3)
        );

    public override PromptText Prompt => HealthTrendPrompt.Text;

    public override CtaType? Cta => null;

    public override string ExplanationPhrase(RiskCategory category) => ": chance of a clearly lower health score in ";

    public override Prediction Create(in Estimate estimate, Signals signals, int windowDays)
    {
        var category = WriteAdvice.RiskOf(signals, estimate.Category);
        var write = new WriteAdvice(signals, category);
        return HealthTrendPrediction.Of(
            AnalyseHealth.Of(
                signals,
                windowDays,
                OverallHealthInsights.Of(signals, category, write),
                action => write.Fill(action, category)
            )
        );
    }

    public override Prediction Revise(Prediction prediction, in Estimate estimate)
    {
        var trend = (HealthTrendPrediction)prediction;
        return trend with { Summary = estimate.Summary ?? trend.Summary };
    }

    public override bool? IsTrueBy(OutcomeKind outcome) => null;

    /// <summary>
    /// The result is IMPROVED if the score is 5 or more points above that of the prediction, DECLINED if it is 5 or
    /// more below, otherwise STABLE. The prediction is accurate if it forecast that direction.
    /// </summary>
    public override SettlementDecision SettleAtEnd(WindowEnd end)
    {
        var prediction = end.Prediction;
        if (
            prediction.HealthScore is not { } before
            || prediction.Trajectory is not { } forecast
            || ScoreAt(end) is not { } score
        )
        {
            return SettlementDecision.Unknown;
        }

        var (actual, word) = (score - before) switch
        {
            >= ScoreMoves => (ScoreTrajectory.Improving, "IMPROVED"),
            <= -ScoreMoves => (ScoreTrajectory.Declining, "DECLINED"),
            _ => (ScoreTrajectory.Stable, "STABLE"),
        };
        return SettlementDecision.Settled(
            new Settlement(end.Now, word, actual == ScoreTrajectory.Declining, actual == forecast, null, score)
        );
    }

    /// <summary>
    /// The last snapshot of the window's last two weeks, or else the current score if it is recent enough.
    /// </summary>
    private static double? ScoreAt(WindowEnd end)
    {
        var prediction = end.Prediction;
        var last = end
            .Facts.HealthHistory.Where(s => s.OverallScore is not null && s.Date > prediction.PredictedAt)
            .Where(s => s.Date <= prediction.Due && s.Date >= prediction.Due.AddDays(-SnapshotDays))
            .OrderBy(s => s.Date)
            .Select(s => s.OverallScore)
            .LastOrDefault();
        return last ?? (end.IsFresh ? end.Facts.HealthScore : null);
    }
}
