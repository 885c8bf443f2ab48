using CsMl.Core.Accounts;
using CsMl.Core.Health;
using CsMl.Core.Outcomes;
using CsMl.Core.Predictions;
using CsMl.Core.Predictions.Settlements;

namespace CsMl.Tests.Outcomes;

/// <summary>A prediction of an account, judged by what happened to it.</summary>
internal static class Settling
{
    public static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    public static readonly DateTimeOffset End = Some.Now.AddDays(90);
    public static readonly AccountFacts Here = Some.Account();
    public static readonly AccountFacts Gone = Some.Account() with { Type = AccountType.Churned };

    public static CountedPrediction Counted(PredictionType type = PredictionType.Churn, double probability = 0.7) =>
        new(
            "acme",
            type,
            "id",
            Some.Now,
            90,
            Some.Now.AddDays(30),
            probability,
            PredictionSource.Rules,
            RiskCategory.High,
            HealthScore: 60,
            PredictedScore: 50,
            ScoreTrajectory.Declining,
            AnnualRevenue: 1_000,
            ActiveDays: 9,
            IsOpen: true,
            Settlement: null
        );

    public static Settlement? Judge(
        CountedPrediction prediction,
        AccountFacts? facts,
        DateTimeOffset now,
        params Outcome[] outcomes
    ) => SettleAccount.Judge([prediction], outcomes, facts, now).Changed.SingleOrDefault().After?.Settlement;

    public static Outcome Happened(OutcomeKind kind, DateTimeOffset at, bool isSeen = false) => new(kind, at, isSeen);
}
