using System.Globalization;
using System.Text;
using CsMl.Core.Accounts;
using CsMl.Core.Json;
using CsMl.Core.Predictions;

namespace CsMl.Tests.Predictions.Explanations;

/// <summary>One prediction and the facts behind it as text for review.</summary>
internal static class ReviewText
{
    public static string Of(int number, Signals s, Prediction prediction)
    {
        var text = new StringBuilder(2_000);
        text.Append(CultureInfo.InvariantCulture, $"\n## {number} · {EnumNames.Of(prediction.Type)}, predicted on ")
            .Append(CultureInfo.InvariantCulture, $"{s.AsOf:dddd d MMMM yyyy}\n\n")
            .Append(CultureInfo.InvariantCulture, $"Known: {Facts(s)}\n\n")
            .Append(CultureInfo.InvariantCulture, $"> {prediction.Explanation}\n\n")
            .Append(
                CultureInfo.InvariantCulture,
                $"p {prediction.Probability}, confidence {prediction.Confidence} {EnumNames.Of(prediction.ConfidenceLevel)}"
            );
        if (prediction.OwnCategory is { } category)
        {
            text.Append(CultureInfo.InvariantCulture, $", {EnumNames.Of(category)}");
        }

        text.Append('\n');
        Lines(text, "Drivers", prediction.Drivers);
        Lines(
            text,
            "Factors",
            prediction.RiskFactors.Select(f =>
                $"{f.Factor} ({EnumNames.Of(f.Impact)}): {f.CurrentValue}, usual {f.Threshold}, {EnumNames.Of(f.Trend)}. {f.Description}"
            )
        );
        Lines(
            text,
            "Actions",
            prediction.Recommendations.Select(r =>
                $"{EnumNames.Of(r.Priority)}, {r.Timeframe}: {r.Action}. Why: {r.Rationale}. {r.ExpectedImpact} ({EnumNames.Of(r.Effort)} effort)."
            )
        );
        if (prediction.OwnCta is { } cta)
        {
            Lines(text, "CTA", [$"{cta.Title}. {cta.Reason}. Due after {cta.DueDays} d"]);
        }

        if (prediction is HealthTrendPrediction health)
        {
            Lines(text, "Summary", [health.Summary]);
            Lines(
                text,
                "Insights",
                health.Insights.Select(i =>
                    $"{i.Message}{(i.SuggestedAction is { } action ? $". Action: {action}" : "")}"
                )
            );
            Lines(text, "Anomalies", health.Anomalies.Select(a => a.Description));
        }

        return text.ToString();
    }

    private static void Lines(StringBuilder text, string title, IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            text.Append("- ").Append(title).Append(": ").Append(line).Append('\n');
        }
    }

    private static string Facts(Signals s)
    {
        var known = new List<string> { EnumNames.Of(s.Lifecycle) };
        Add("renewal {0:d MMMM yyyy}", s.RenewalDate);
        Add("health {0}", s.HealthScore);
        Add("last contact {0:d MMMM yyyy}", s.Engagement.LastAt);
        known.AddRange(s.Facts.Contacts.Select(c => $"{c.Name ?? "?"} ({c.Role ?? "?"})"));
        known.AddRange(s.OpenTickets.Select(t => $"ticket '{t.Subject}' {t.Priority}"));
        known.AddRange(s.OpenOpportunities.Select(o => $"deal '{o.Name}'"));
        return string.Join("; ", known);

        void Add(string format, object? value)
        {
            if (value is not null)
            {
                known.Add(string.Format(CultureInfo.InvariantCulture, format, value));
            }
        }
    }
}
