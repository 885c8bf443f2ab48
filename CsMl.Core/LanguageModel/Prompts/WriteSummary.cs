using System.Text.Json;
using CsMl.Core.Accounts;
using CsMl.Core.Json;
using CsMl.Core.Predictions;
using CsMl.Core.Predictions.Explanations;
using CsMl.Core.Privacy;

namespace CsMl.Core.LanguageModel.Prompts;

/// <summary>
/// Writes the summary of an account: its profile, the rules' estimate, its health and its engagement.
/// </summary>
internal static class WriteSummary
{
    private const int NameLength = 60;
    private const int WordLength = 24;

    /// <summary>
    /// Maximum number of activity kinds counted by name, because a CRM can define any number of them.
    /// </summary>
    private const int MostKinds = 6;

    private const int CountedDays = 365;

    public static void To(
        Utf8JsonWriter json,
        PredictionRequest request,
        Signals signals,
        RulesPrediction rules,
        FactTexts texts
    )
    {
        json.WriteString("type", EnumNames.Of(request.Type));
        json.WriteNumber("windowDays", request.WindowDays);
        Account(json, signals, texts);
        Estimate(json, request, rules);
        Quality(json, rules.Quality);
        Health(json, signals, rules.Prediction);
        Engagement(json, signals, texts);
        Counts(json, signals);
    }

    private static void Account(Utf8JsonWriter json, Signals s, FactTexts texts)
    {
        var facts = s.Facts;
        json.WriteStartObject("account");
        json.WriteString("name", texts.Name(facts.Name, Placeholder.Company, NameLength));
        json.WriteOptional("kind", LowerCase.Of(facts.Type));
        json.WriteOptional("customerForDays", facts.CreatedAt <= s.AsOf ? s.DaysAgo(facts.CreatedAt) : null);
        json.WriteBoolean("hasLeft", s.HasLeft);
        json.WriteOptional("annualRevenue", facts.AnnualRevenue ?? facts.Subscription?.AnnualRevenue);
        json.WriteOptional("billedLast365Days", facts.Subscription?.Trailing365Revenue);
        json.WriteOptional("currency", texts.Of(AccountRevenue.CurrencyOf(facts), WordLength));
        json.WriteOptional("plan", texts.Of(facts.Subscription?.Plan, WordLength));
        json.WriteOptional("subscriptionStatus", texts.Of(facts.Subscription?.Status, WordLength));
        json.WriteOptional("daysToRenewal", s.DaysToRenewal);
        json.WriteEndObject();
    }

    private static void Estimate(Utf8JsonWriter json, PredictionRequest request, RulesPrediction rules)
    {
        json.WriteStartObject("estimate");
        // Not rounded further, because a model that keeps the value must stay in the same category.
        json.WriteNumber("probability", rules.Prediction.Probability);
        json.WriteString("category", ExplainPrediction.Word(request.Scale.CategoryOf(rules.Prediction.Probability)));
        json.WriteEndObject();
    }

    private static void Quality(Utf8JsonWriter json, DataCompleteness quality)
    {
        json.WriteStartObject("dataQuality");
        json.WriteNumber("healthHistoryDays", quality.Report.HealthHistoryDays);
        Strings(json, "missing", quality.Report.Missing);
        json.WriteEndObject();
    }

    private static void Health(Utf8JsonWriter json, Signals s, Prediction prediction)
    {
        json.WriteStartObject("health");
        json.WriteOptional("score", s.HealthScore);
        if (s.Health.Count > 1)
        {
            json.WriteOptional("pointsPerMonth", (double?)s.Health.PointsPerMonth);
        }

        if (prediction.HealthForecast is { } forecast)
        {
            json.WriteOptional("expectedScore", forecast.PredictedScore);
            json.WriteString("trajectory", LowerCase.Of(forecast.ScoreTrajectory));
            Strings(json, "strengths", forecast.StrengthAreas);
            Strings(json, "weaknesses", forecast.RiskAreas);
        }

        json.WriteEndObject();
    }

    private static void Engagement(Utf8JsonWriter json, Signals s, FactTexts texts)
    {
        var e = s.Engagement;
        if (!e.IsRecorded)
        {
            return;
        }

        json.WriteStartObject("engagement");
        json.WriteOptional("daysSinceLast", e.DaysSinceLast);
        json.WriteOptional("meanGapDays", e.MeanGap);
        json.WriteNumber("activeDaysLast90", e.RecentDaysActive);
        json.WriteOptional("activeDays90Before", e.EarlierDaysActive);
        json.WriteOptional("daysSinceMeeting", e.DaysSinceMeeting);
        json.WriteOptional("daysSinceExecutive", s.DaysSinceExecutive);
        json.WriteNumber("plannedOrMissed", e.NotHeld);
        json.WriteStartObject("sentiment");
        json.WriteNumber("positive", e.Positive);
        json.WriteNumber("neutral", e.Neutral);
        json.WriteNumber("negative", e.Negative);
        json.WriteEndObject();
        Kinds(json, s, texts);
        json.WriteEndObject();
    }

    /// <summary>
    /// Activities of the last year by kind. The kinds are values and not field names, which a CRM text could forge.
    /// </summary>
    private static void Kinds(Utf8JsonWriter json, Signals s, FactTexts texts)
    {
        var from = s.AsOf.AddDays(-CountedDays);
        var kinds = s
            .Facts.Activities.Where(a =>
                a.Date <= s.AsOf && a.Date > from && a.Status is null or ActivityStatus.Completed
            )
            .CountBy(static a => a.Type, StringComparer.OrdinalIgnoreCase)
            .OrderByDescending(static k => k.Value)
            .ThenBy(static k => k.Key, StringComparer.OrdinalIgnoreCase)
            .Take(MostKinds);
        json.WriteStartArray("last365Days");
        foreach (var (kind, count) in kinds)
        {
            json.WriteStartObject();
            json.WriteOptional("type", texts.Of(kind, WordLength));
            json.WriteNumber("count", count);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Counts(Utf8JsonWriter json, Signals s)
    {
        json.WriteStartObject("counts");
        json.WriteNumber("openTickets", s.OpenTickets.Count);
        json.WriteNumber("openTasks", s.OpenCtas);
        json.WriteNumber("overdueTasks", s.OverdueCtas);
        json.WriteNumber("openOpportunities", s.OpenOpportunities.Count);
        json.WriteEndObject();
    }

    private static void Strings(Utf8JsonWriter json, string name, IReadOnlyList<string> strings)
    {
        json.WriteStartArray(name);
        foreach (var text in strings)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }
}
