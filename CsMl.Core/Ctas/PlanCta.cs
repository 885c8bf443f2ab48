using System.Text;
using CsMl.Core.Accounts;
using CsMl.Core.Predictions;

namespace CsMl.Core.Ctas;

/// <summary>
/// Decides what CTA, if any, a prediction calls for. Pure: the safeguards that must hold under a storm of callers
/// (one open CTA of a type, the cooldown) are kept by the store, which this asks of nothing.
/// </summary>
public static class PlanCta
{
    private const int MostFactors = 3;
    private const int MostActions = 3;

    /// <summary>Why a prediction calls for no CTA, whatever is known of its account; null: it may call for one.</summary>
    public static string? WhyNone(Prediction prediction, CtaOptions options) =>
        prediction switch
        {
            not ChurnPrediction => $"a prediction of type {PredictionTypes.Name(prediction.Type)} makes no CTA",
            ChurnPrediction churn when churn.RiskCategory < options.MinCategory =>
                $"the risk is {Explain.Word(churn.RiskCategory)}; CTAs are made from {Explain.Word(options.MinCategory)} on",
            _ when prediction.Confidence < options.MinConfidence => FormattableString.Invariant(
                $"the confidence is {prediction.Confidence:0.00}; CTAs are made from {options.MinConfidence:0.00} on"
            ),
            ChurnPrediction { SuggestedCTA: null } => "the prediction suggests no CTA",
            _ => null,
        };

    public static CtaPlan For(
        Prediction prediction,
        AccountFacts facts,
        CtaOptions options,
        string? callerId,
        DateTimeOffset now
    )
    {
        if (WhyNone(prediction, options) is { } none)
        {
            return CtaPlan.Skip(none);
        }

        var churn = (ChurnPrediction)prediction;
        var suggested = churn.SuggestedCTA!;
        if (facts.Ctas.FirstOrDefault(cta => cta.IsOpen && SaysTheSame(cta.Title, suggested.Title)) is { } same)
        {
            return CtaPlan.Skip($"the open CTA '{same.Title}' says the same");
        }

        return CtaPlan.Create(
            new Cta
            {
                Id = Guid.CreateVersion7(now).ToString(),
                AccountId = churn.AccountId,
                Type = suggested.Type,
                Priority = suggested.Priority,
                Status = CtaStatus.Open,
                Title = suggested.Title,
                Description = Describe(churn),
                Reason = suggested.Reason,
                DueDate = now.AddDays(suggested.DueDays),
                OwnerId = facts.OwnerId ?? callerId,
                IsAutomated = true,
                TriggerRule = "ML_" + PredictionTypes.Name(churn.Type),
                TriggerData = new CtaTrigger(
                    churn.PredictionId,
                    PredictionTypes.Name(churn.Type),
                    churn.Probability,
                    churn.Confidence
                ),
                CreatedAt = now,
                UpdatedAt = now,
            }
        );
    }

    /// <summary>Why it is made, in a sentence.</summary>
    public static string ReasonOf(Prediction prediction) =>
        prediction is ChurnPrediction churn
            ? ReasonOf(churn.RiskCategory, churn.Probability, churn.PrimaryChurnDrivers[0])
            : prediction.Explanation;

    /// <summary>The same of a churn prediction.</summary>
    public static string ReasonOf(RiskCategory category, double probability, string driver) =>
        FormattableString.Invariant(
            $"{Explain.Word(category, capital: true)} churn risk ({Explain.Percent(probability)} %): {driver}"
        );

    private static string Describe(ChurnPrediction churn)
    {
        var text = new StringBuilder(600);
        text.Append(churn.Explanation).Append("\n\n**Why**\n");
        foreach (var factor in churn.RiskFactors.Take(MostFactors))
        {
            text.Append("- ").Append(factor.Description).Append('\n');
        }

        text.Append("\n**What to do**\n");
        foreach (var advice in churn.Recommendations.Take(MostActions))
        {
            text.Append("- ").Append(advice.Action).Append(" (").Append(advice.Timeframe).Append(")\n");
        }

        text.Append(
            FormattableString.Invariant($"\nConfidence of the prediction: {(int)Math.Round(churn.Confidence * 100)} %")
        );
        return text.ToString();
    }

    /// <summary>Case, punctuation and spacing do not make a title another one.</summary>
    private static bool SaysTheSame(string a, string b) => Letters(a) == Letters(b);

    private static string Letters(string title) =>
        string.Concat(title.Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant));
}

/// <summary>A CTA to create, or why there is none.</summary>
public sealed record CtaPlan(Cta? Cta, string? SkippedReason)
{
    public static CtaPlan Create(Cta cta) => new(cta, null);

    public static CtaPlan Skip(string reason) => new(null, reason);
}
