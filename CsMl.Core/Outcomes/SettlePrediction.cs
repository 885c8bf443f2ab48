using CsMl.Core.Accounts;
using CsMl.Core.Predictions;

namespace CsMl.Core.Outcomes;

/// <summary>
/// Says how a prediction turned out. Pure. An event is within the window after the instant of the prediction and up to
/// the window's last instant. What was told counts first, whenever it is told; where nothing was, the CRM's facts decide
/// once the window has passed:
/// <list type="bullet">
/// <item>CHURN: the first of CHURNED and RENEWED within the window settles it at once. An account that the CRM still
/// has at the end is RETAINED.</item>
/// <item>EXPANSION: EXPANDED or CHURNED settles it at once. At the end a year's revenue 5 % above that of the
/// prediction is EXPANDED, 5 % below CONTRACTED, between them UNCHANGED.</item>
/// <item>ENGAGEMENT_DECLINE: CHURNED settles it at once. At the end active days within the window are DECLINED where
/// they are at most two thirds of those in as many days before, and at least two fewer; else HELD.</item>
/// <item>HEALTH_TREND: at the end a score 5 points or more above that of the prediction is IMPROVED, as far below
/// DECLINED, else STABLE; accurate where that is the trajectory foretold.</item>
/// </list>
/// What nobody can tell is unknown, and never wrong.
/// </summary>
internal static class SettlePrediction
{
    private const string Churned = "CHURNED";
    private const double PredictedFrom = 0.5;
    private const decimal Growth = 1.05m;
    private const decimal Shrinkage = 0.95m;
    private const double DeclinedTo = 2.0 / 3;
    private const int LeastDaysLost = 2;
    private const double ScoreMoves = 5;
    private const int SnapshotDays = 14;

    /// <summary>
    /// A departure that was seen and not told may be a day old: the night sees it first. Up to a day after the window
    /// it counts as within.
    /// </summary>
    private static readonly TimeSpan SeenLate = TimeSpan.FromDays(1);

    /// <summary>So long after the window's end the CRM's present state is still taken for that of the end.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromDays(7);

    /// <summary>By what is known to have happened; open where that settles nothing.</summary>
    public static SettlementDecision ByOutcomes(
        CountedPrediction p,
        IReadOnlyList<Outcome> outcomes,
        DateTimeOffset now
    )
    {
        var inOrder = outcomes.OrderBy(o => o.OccurredAt).ThenBy(o => o.Kind).ToList();
        if (inOrder.LastOrDefault(o => o.IsOfRetention && IsBefore(o, p))?.Kind == OutcomeKind.Churned)
        {
            // It had left, though the CRM did not say so yet: there was nothing to foretell.
            return SettlementDecision.Unknown;
        }

        return inOrder.FirstOrDefault(o => IsWithin(o, p) && Settles(o.Kind, p.Type)) is { } first
            ? Settle(p, Outcome.Kinds[(int)first.Kind], Happens(first.Kind, p.Type), now, first.OccurredAt)
            : SettlementDecision.Open;
    }

    /// <summary>By what the CRM knows now, where <see cref="ByOutcomes"/> is open.</summary>
    /// <param name="facts">Null: it no longer knows the account.</param>
    public static SettlementDecision ByFacts(
        CountedPrediction p,
        AccountFacts? facts,
        IReadOnlyList<Outcome> outcomes,
        DateTimeOffset now
    )
    {
        var left = facts is not null && Signals.HasLeftAccordingTo(facts);
        if (left && now <= p.Due + SeenLate && Settles(OutcomeKind.Churned, p.Type))
        {
            return Settle(p, Churned, Happens(OutcomeKind.Churned, p.Type), now, now);
        }

        return now < p.Due ? SettlementDecision.Open
            : facts is null ? SettlementDecision.Unknown
            : p.Type switch
            {
                PredictionType.Churn => Churn(p, left, outcomes, now),
                PredictionType.Expansion => Expansion(p, facts, outcomes, now),
                PredictionType.EngagementDecline => Engagement(p, facts, now),
                _ => HealthTrend(p, facts, now),
            };
    }

    /// <summary>One that is gone now was there at the window's end only where it is known to have left later.</summary>
    private static SettlementDecision Churn(
        CountedPrediction p,
        bool left,
        IReadOnlyList<Outcome> outcomes,
        DateTimeOffset now
    ) =>
        !left || outcomes.Any(o => o.Kind == OutcomeKind.Churned && o.OccurredAt > p.Due)
            ? Settle(p, "RETAINED", false, now)
            : SettlementDecision.Unknown;

    private static SettlementDecision Expansion(
        CountedPrediction p,
        AccountFacts facts,
        IReadOnlyList<Outcome> outcomes,
        DateTimeOffset now
    )
    {
        var contracted = outcomes.Any(o => o.Kind == OutcomeKind.Contracted && IsWithin(o, p));
        if (p.AnnualRevenue is not > 0 || PredictionBasis.Revenue(facts) is not { } revenue || now > p.Due + Fresh)
        {
            return contracted ? Settle(p, "CONTRACTED", false, now) : SettlementDecision.Unknown;
        }

        return revenue >= Growth * p.AnnualRevenue ? Settle(p, "EXPANDED", true, now)
            : contracted || revenue <= Shrinkage * p.AnnualRevenue ? Settle(p, "CONTRACTED", false, now)
            : Settle(p, "UNCHANGED", false, now);
    }

    /// <summary>Where there was no engagement, none could decline.</summary>
    private static SettlementDecision Engagement(CountedPrediction p, AccountFacts facts, DateTimeOffset now)
    {
        if (p.ActiveDays is not (> 0 and var before))
        {
            return SettlementDecision.Unknown;
        }

        var days = CountActiveDays.Between(facts, p.PredictedAt, p.Due);
        var declined = days <= DeclinedTo * before && before - days >= LeastDaysLost;
        return Settle(p, declined ? "DECLINED" : "HELD", declined, now);
    }

    private static SettlementDecision HealthTrend(CountedPrediction p, AccountFacts facts, DateTimeOffset now)
    {
        if (
            p.HealthScore is not { } before
            || p.Trajectory is not { } foretold
            || ScoreAtEnd(p, facts, now) is not { } score
        )
        {
            return SettlementDecision.Unknown;
        }

        var (actual, word) = (score - before) switch
        {
            >= ScoreMoves => (Health.ScoreTrajectory.Improving, "IMPROVED"),
            <= -ScoreMoves => (Health.ScoreTrajectory.Declining, "DECLINED"),
            _ => (Health.ScoreTrajectory.Stable, "STABLE"),
        };
        return SettlementDecision.Settled(
            new Settlement(now, word, actual == Health.ScoreTrajectory.Declining, actual == foretold, null, score)
        );
    }

    /// <summary>The last snapshot of the window's last two weeks, else the present score while that is fresh.</summary>
    private static double? ScoreAtEnd(CountedPrediction p, AccountFacts facts, DateTimeOffset now)
    {
        var last = facts
            .HealthHistory.Where(s => s.OverallScore is not null && s.Date > p.PredictedAt)
            .Where(s => s.Date <= p.Due && s.Date >= p.Due.AddDays(-SnapshotDays))
            .OrderBy(s => s.Date)
            .Select(s => s.OverallScore)
            .LastOrDefault();
        return last ?? (now <= p.Due + Fresh ? facts.HealthScore : null);
    }

    /// <summary>One that was seen at the very instant was seen after it: the facts of the prediction did not show it yet.</summary>
    private static bool IsBefore(Outcome o, CountedPrediction p) =>
        o.IsInferred ? o.OccurredAt < p.PredictedAt : o.OccurredAt <= p.PredictedAt;

    private static bool IsWithin(Outcome o, CountedPrediction p) =>
        !IsBefore(o, p) && o.OccurredAt <= p.Due + (o.IsInferred ? SeenLate : TimeSpan.Zero);

    private static bool Settles(OutcomeKind kind, PredictionType type) =>
        type switch
        {
            PredictionType.Churn => kind is OutcomeKind.Churned or OutcomeKind.Renewed,
            PredictionType.Expansion => kind is OutcomeKind.Churned or OutcomeKind.Expanded,
            PredictionType.EngagementDecline => kind == OutcomeKind.Churned,
            _ => false,
        };

    private static bool Happens(OutcomeKind kind, PredictionType type) =>
        type == PredictionType.Expansion ? kind == OutcomeKind.Expanded : kind == OutcomeKind.Churned;

    private static SettlementDecision Settle(
        CountedPrediction p,
        string outcome,
        bool happened,
        DateTimeOffset now,
        DateTimeOffset? outcomeAt = null
    ) =>
        SettlementDecision.Settled(
            new Settlement(now, outcome, happened, (p.Probability >= PredictedFrom) == happened, outcomeAt, null)
        );
}
