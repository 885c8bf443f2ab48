using System.Globalization;
using System.Text.RegularExpressions;
using CsMl.Core.Accounts;
using CsMl.Core.Predictions;
using CsMl.Core.Predictions.Rules;
using CsMl.Tests.Predictions.Rules;
using static CsMl.Tests.Predictions.Rules.CountedFacts;

namespace CsMl.Tests.Predictions.Explanations;

/// <summary>The texts of a health forecast, with the answer whether their values are true.</summary>
internal static partial class CheckedHealth
{
    public static IEnumerable<(string Text, bool IsTrue)> All(AccountFacts facts, HealthTrendPrediction health)
    {
        var signals = Signals.Of(facts, Some.Now);
        foreach (var insight in health.Insights)
        {
            yield return (
                insight.Message,
                insight.Dimension == "overall"
                    ? new[] { LowHealth.Rule, HealthTrend.Rule }
                        .Select(rule => rule.Evaluate(signals))
                        .OfType<Finding>()
                        .Any(f => f.Sentence == insight.Message && CheckSentence.IsTrue(f, facts))
                    : IsTrueOfDimension(insight.Message, insight.Dimension, facts)
            );
        }

        foreach (var anomaly in health.Anomalies)
        {
            yield return (anomaly.Description, IsTrueAnomaly(anomaly.Description, facts));
        }

        var summary = health.Summary.Replace(facts.Name, "", StringComparison.Ordinal);
        foreach (var anomaly in health.Anomalies)
        {
            summary = summary.Replace(anomaly.Description, "", StringComparison.Ordinal);
        }

        var numbers = Numbers(summary);
        yield return (
            health.Summary,
            numbers.Count == 0
                ? health.CurrentHealthScore is null
                : IsNear(numbers[0], Current(facts))
                    && IsNear(numbers[1], Math.Clamp(Current(facts) + Rise(facts, health.PredictionWindowDays), 0, 100))
                    && numbers[2] == health.PredictionWindowDays
        );
    }

    private static double Current(AccountFacts facts) =>
        facts.HealthScore ?? Known(facts, 100_000)[^1].OverallScore!.Value;

    /// <summary>The damped trend: a share of the median slope, over 60 days at most.</summary>
    private static double Rise(AccountFacts facts, int windowDays)
    {
        var daily = Daily(facts).ConvertAll(s => (s.Date, s.OverallScore!.Value));
        if (daily.Count < 2)
        {
            return 0;
        }

        var span = (daily[^1].Date - daily[0].Date).TotalDays;
        return MedianSlope(daily) * Math.Pow(span / (span + 14), 2) * 60 * (1 - Math.Exp(-windowDays / 60.0));
    }

    private static bool IsTrueOfDimension(string message, string dimension, AccountFacts facts)
    {
        Func<HealthSnapshot, double?> pick = dimension switch
        {
            "usage" => s => s.UsageScore,
            "support" => s => s.SupportScore,
            "engagement" => s => s.EngagementScore,
            _ => s => s.SentimentScore,
        };
        var daily = DailyOf(facts, pick);
        var numbers = Numbers(message);
        if (daily.Count == 0)
        {
            return dimension == "sentiment" && numbers.Count == 1 && IsNear(numbers[0], Felt(facts));
        }

        var perMonth = 30 * MedianSlope(daily);
        return IsNear(numbers[0], daily[^1].Score)
            && (
                numbers.Count == 1
                || (
                    IsNear(numbers[1], Math.Abs(perMonth))
                    && message.Contains("falling", StringComparison.Ordinal) == perMonth < 0
                )
            );
    }

    private static double Felt(AccountFacts facts)
    {
        var held = Held(facts);
        var latest = held.Where(a => a.Sentiment is not null && a.Date >= held.Max(h => h.Date).AddDays(-90))
            .OrderByDescending(a => a.Date)
            .Take(10)
            .ToList();
        return 100
            * latest.Average(a =>
                a.Sentiment switch
                {
                    Sentiment.Positive => 1,
                    Sentiment.Neutral => 0.5,
                    _ => 0,
                }
            );
    }

    private static bool IsTrueAnomaly(string text, AccountFacts facts)
    {
        if (text.StartsWith("The health score", StringComparison.Ordinal))
        {
            var rule = text.Contains("at once", StringComparison.Ordinal)
                ? nameof(SuddenDrop)
                : nameof(SustainedDecline);
            return CheckSentence.IsTrue(new Finding(rule, 1, "", "", "", Trend.Worsening, text, null), facts);
        }

        var all = Visits(facts, Contacts(facts));
        var visits = all[..Math.Max(all.Count(v => v >= all[0].AddDays(-365)), Math.Min(6, all.Count))];
        var gaps = visits.Zip(visits.Skip(1), (a, b) => (a - b).TotalDays).ToList();
        var mean = gaps.Average();
        var deviation = Math.Sqrt(gaps.Sum(g => (g - mean) * (g - mean)) / (gaps.Count - 1));
        var numbers = Numbers(text.Replace("every few days", FormattableString.Invariant($"every {mean} days")));
        return numbers[0] == Ago(all[0])
            && (mean < 7) == text.Contains("every few days", StringComparison.Ordinal)
            && Math.Abs(numbers[1] - mean) <= 0.501
            && (numbers.Count == 2 ? deviation < 0.501 : Math.Abs(numbers[2] - deviation) <= 0.501);
    }

    private static List<(DateTimeOffset Date, double Score)> DailyOf(
        AccountFacts facts,
        Func<HealthSnapshot, double?> pick
    )
    {
        var scored = facts with
        {
            HealthHistory =
            [
                .. facts.HealthHistory.Where(s => pick(s) is not null).Select(s => s with { OverallScore = pick(s) }),
            ],
        };
        return Daily(scored).ConvertAll(s => (s.Date, s.OverallScore!.Value));
    }

    /// <summary>Points a day: the median over all pairs.</summary>
    private static double MedianSlope(List<(DateTimeOffset Date, double Score)> daily)
    {
        var slopes = daily
            .SelectMany((a, i) => daily.Skip(i + 1).Select(b => (b.Score - a.Score) / (b.Date - a.Date).TotalDays))
            .Order()
            .ToList();
        return slopes.Count == 0 ? 0 : (slopes[(slopes.Count - 1) / 2] + slopes[slopes.Count / 2]) / 2;
    }

    private static bool IsNear(double shown, double actual) => Math.Abs(shown - actual) <= 0.0511;

    private static List<double> Numbers(string text) =>
        [.. Number().Matches(text).Select(m => double.Parse(m.Value, CultureInfo.InvariantCulture))];

    [GeneratedRegex(@"\d+(\.\d+)?")]
    private static partial Regex Number();
}
