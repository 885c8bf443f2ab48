using System.Text;
using CsMl.Core.Accounts;
using CsMl.Core.Json;
using CsMl.Core.Predictions;
using CsMl.Core.Predictions.Explanations;
using CsMl.Core.Predictions.Types;

namespace CsMl.Core.Ctas;

/// <summary>Writes the texts of a CTA from a prediction.</summary>
public static class WriteCta
{
    private const int MostFactors = 3;
    private const int MostActions = 3;

    // The limits of the CRM.
    private const int LongestTitle = 200;
    private const int LongestDescription = 2_000;
    private const int LongestReason = 500;

    /// <summary>Limit for each line of the description, so that no line displaces the others.</summary>
    private const int LongestLine = 140;

    private const int LongestAction = 220;
    private const int LongestExplanation = 700;

    internal static Cta From(CtaSituation s, CtaCandidate call, CtaType type)
    {
        var prediction = s.Prediction;
        // Under notice the suggestion may be too weak, because it follows from the probability.
        var suggested = call.IsUnderNotice ? null : prediction.OwnCta;
        var notice = call.IsUnderNotice ? s.Standing : null;
        var due = DueDate.Of(
            s.Now,
            suggested?.DueDays ?? call.ActionCategory.Urgency().DueDays(),
            notice is null ? call.RenewalDate : notice.EndsAt
        );
        return new Cta
        {
            Id = s.CtaId ?? PredictionId.New(s.Now),
            AccountId = prediction.AccountId,
            Type = type,
            Priority = suggested?.Priority ?? call.ActionCategory.Priority(),
            Status = CtaStatus.Open,
            Title = OneLine(
                notice is null ? TitleOf(prediction, call, type, suggested) : $"Save the account: {notice.Reason}",
                LongestTitle
            ),
            Description = Describe(prediction, s.Now, due),
            Reason = OneLine(notice?.Reason ?? suggested?.Reason ?? DriverOf(prediction), LongestReason),
            DueDate = due,
            OwnerId = s.Facts.OwnerId ?? s.CallerId,
            IsAutomated = true,
            TriggerRule = "ML_" + EnumNames.Of(prediction.Type),
            TriggerData = new CtaTrigger(
                prediction.PredictionId,
                EnumNames.Of(prediction.Type),
                prediction.Probability,
                prediction.Confidence
            ),
            CreatedAt = s.Now,
            UpdatedAt = s.Now,
        };
    }

    /// <summary>The reason of the CTA, in a sentence.</summary>
    public static string ReasonOf(Prediction prediction, RiskCategory category, RiskScale scale) =>
        ReasonOf(prediction.Type, category, FormatPercent.Of(prediction.Probability, scale), DriverOf(prediction));

    /// <summary>The same reason from its parts.</summary>
    public static string ReasonOf(PredictionType type, RiskCategory category, string percent, string driver) =>
        $"{ExplainPrediction.Word(category, capital: true)} {PredictionTypes.Of(type).Noun} ({percent}): {driver}";

    /// <summary>The strongest driver of the prediction.</summary>
    public static string DriverOf(Prediction prediction) =>
        prediction.Drivers is [var first, ..] ? first : prediction.Explanation;

    private static string TitleOf(Prediction prediction, CtaCandidate call, CtaType type, SuggestedCta? suggested)
    {
        var noun = PredictionTypes.Of(prediction.Type).Noun;
        return type == CtaType.Lifecycle
            ? $"Prepare the renewal on {FormatDate.Of(call.RenewalDate!.Value)}: {ExplainPrediction.Word(call.Category)} {noun}"
            : suggested?.Title
                ?? $"{ExplainPrediction.Word(call.Category, capital: true)} {noun}: {DriverOf(prediction)}";
    }

    /// <param name="due">When the CTA is due.</param>
    private static string Describe(Prediction prediction, DateTimeOffset now, DateTimeOffset due)
    {
        var text = new StringBuilder(800);
        text.Append(Inline(prediction.Explanation, LongestExplanation));
        if (prediction.RiskFactors.Count > 0)
        {
            text.Append("\n\n**Why**\n\n");
            foreach (var factor in prediction.RiskFactors.Take(MostFactors))
            {
                text.Append("- ").Append(Inline(factor.Description, LongestLine)).Append('\n');
            }
        }

        text.Append(prediction.RiskFactors.Count > 0 ? "" : "\n").Append("\n**What to do**\n\n");
        foreach (var advice in prediction.Recommendations.Take(MostActions))
        {
            var (action, when) = Dated(advice, now, due);
            text.Append("- ").Append(Inline(action, LongestAction));
            if (!action.Contains(when, StringComparison.Ordinal))
            {
                text.Append(" (").Append(Inline(when, 40)).Append(')');
            }

            text.Append('\n');
        }

        text.Append("\nConfidence of the prediction: ").Append(FormatPercent.Exact(prediction.Confidence));
        return ShortText.Of(text.ToString(), LongestDescription);
    }

    /// <summary>
    /// The action and its timeframe. A day that had passed when the CTA was made from an older prediction is replaced
    /// by the CTA's own.
    /// </summary>
    private static (string Action, string When) Dated(Recommendation advice, DateTimeOffset now, DateTimeOffset due)
    {
        var when = advice.Timeframe;
        var isDay = when.StartsWith(RecommendActions.By, StringComparison.Ordinal);
        return isDay && FormatDate.Read(when[RecommendActions.By.Length..]) < DateOnly.FromDateTime(now.UtcDateTime)
            ? (Redated(advice.Action), Redated(when))
            : (advice.Action, when);

        string Redated(string text) =>
            text.Replace(when, RecommendActions.By + FormatDate.Of(due), StringComparison.Ordinal);
    }

    /// <summary>
    /// A text from the CRM or a model on one line, without anything that Markdown would render as a link, an image or a
    /// tag.
    /// </summary>
    private static string Inline(string text, int most)
    {
        var line = OneLine(text, most);
        var escaped = new StringBuilder(line.Length + 8);
        foreach (var c in line)
        {
            if (c is '\\' or '`' or '*' or '[' or ']' or '<' or '>')
            {
                escaped.Append('\\');
            }

            escaped.Append(c);
        }

        return escaped.ToString();
    }

    private static string OneLine(string text, int most) => ShortText.Of(PrintableText.Of(text), most);
}
