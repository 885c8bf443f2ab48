using CsMl.Core.Accounts;
using CsMl.Core.Ctas;
using CsMl.Core.Predictions;
using CsMl.Core.Predictions.Explanations;
using static CsMl.Core.Predictions.PredictionType;

namespace CsMl.Tests.Ctas;

/// <summary>Situations that CTAs are planned for: predictions, and the CTAs that an account has.</summary>
internal static class CtaSituations
{
    public static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    public static readonly TimeSpan Week = TimeSpan.FromDays(7);

    /// <summary>A Wednesday.</summary>
    public static readonly DateTimeOffset Now = Some.Now;

    public static CtaSituation With(
        Prediction prediction,
        CtaSlot[]? slots = null,
        Cta[]? told = null,
        DateTimeOffset? renewal = null,
        DateTimeOffset? now = null,
        RiskCategory minimum = RiskCategory.High,
        int cooldownDays = 7,
        double margin = 0.05,
        RiskScale? scale = null
    ) =>
        new(
            prediction,
            Some.Account() with
            {
                RenewalDate = renewal,
                Ctas = told ?? [],
            },
            slots ?? [],
            [],
            new CtaRules(scale ?? new RiskScale(), minimum, 0.5, TimeSpan.FromDays(cooldownDays), margin),
            null,
            now ?? Now
        );

    public static ChurnPrediction Churn(double probability, double confidence = 0.7)
    {
        var category = new RiskScale().CategoryOf(probability);
        return Some.PredictChurn(Some.KnownAccount()) with
        {
            Probability = probability,
            Confidence = confidence,
            RiskCategory = category,
            SuggestedCTA = new SuggestedCta(
                CtaType.Risk,
                category.Priority(),
                $"{ExplainPrediction.Word(category, capital: true)} churn risk: Health",
                "Health is low",
                category.Urgency().DueDays()
            ),
        };
    }

    public static Prediction Of(PredictionType type, double probability) =>
        Some.Predict(Some.KnownAccount(), type) with
        {
            Probability = probability,
            Confidence = 0.7,
        };

    public static CtaSlot Open(DateTimeOffset at, PredictionType type = PredictionType.Churn) =>
        new()
        {
            CtaId = "cta-1",
            PredictionId = "prediction-1",
            Title = type == Expansion ? "High chance of expansion: Seats" : "High churn risk: Health",
            Type = type == Expansion ? CtaType.Opportunity : CtaType.Risk,
            PredictionType = type,
            Priority = CtaPriority.High,
            IsOpen = true,
            At = at,
        };

    public static CtaSlot Closed(DateTimeOffset at) => Open(at) with { IsOpen = false };

    public static CtaSlot Renewal() =>
        Open(Now.AddDays(-3)) with
        {
            Type = CtaType.Lifecycle,
            Priority = CtaPriority.Medium,
            Title = "Prepare the renewal on 3 May 2026: medium churn risk",
        };

    public static Cta Told(string title, CtaStatus status = CtaStatus.Open) =>
        new()
        {
            Id = "told-1",
            AccountId = "",
            Title = title,
            Status = status,
        };

    public static DateTimeOffset At(int year, int month, int day) => new(year, month, day, 9, 30, 0, TimeSpan.Zero);
}
