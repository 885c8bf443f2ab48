using CsMl.Core.Accounts;
using CsMl.Core.Predictions;
using CsMl.Core.Requests;
using CsMl.Core.Storage;

namespace CsMl.Tests;

/// <summary>Makes accounts for tests: begin with <see cref="Account"/>, add what matters, count days back from <see cref="Now"/>.</summary>
internal static class Some
{
    /// <summary>A Wednesday morning, not at midnight on purpose.</summary>
    public static readonly DateTimeOffset Now = new(2026, 3, 4, 9, 30, 0, TimeSpan.Zero);

    public static DateTimeOffset DaysAgo(double days) => Now.AddDays(-days);

    /// <summary>An account of which nothing is known but its id and name.</summary>
    public static AccountFacts Account(string id = "acme") => new() { AccountId = id, Name = "Acme Ltd" };

    /// <summary>A history that suffices for a confidence of .5 and more, and says nothing alarming.</summary>
    public static AccountFacts KnownAccount() =>
        Account().WithHealthHistory(70, 70, 70, 70).WithContacts(0, 7, 14, 21, 28, 35, 42, 49);

    /// <summary>True if the facts alone say that the account has left.</summary>
    public static bool HasLeft(AccountFacts facts) =>
        DeriveLifecycle.Of(facts, RetentionOutcomes.None, Now).State == Lifecycle.Left;

    public static PredictionRequest Request(
        AccountFacts facts,
        PredictionType type = PredictionType.Churn,
        int windowDays = 90,
        RiskScale? scale = null,
        DateTimeOffset? asOf = null
    ) => new(facts, type, asOf ?? Now, windowDays, scale ?? new RiskScale(), ValidityDays: 30);

    public static Prediction Predict(
        AccountFacts facts,
        PredictionType type = PredictionType.Churn,
        int windowDays = 90,
        RiskScale? scale = null,
        DateTimeOffset? asOf = null
    ) => RulesPredictor.Predict(Request(facts, type, windowDays, scale, asOf));

    public static ChurnPrediction PredictChurn(AccountFacts facts, int windowDays = 90, RiskScale? scale = null) =>
        (ChurnPrediction)Predict(facts, PredictionType.Churn, windowDays, scale);

    /// <summary>The account with its prediction as the list of those at risk has it.</summary>
    public static HighRiskAccount Listed(AccountFacts facts, Prediction prediction)
    {
        var summary = AccountSummary.Of(facts, 50);
        var made = new MadePrediction(prediction, default, null, summary);
        return new HighRiskAccount(
            ListedAccount.Of(summary, null, Now),
            RiskRow.Of(made).Prediction,
            RevenueAtRisk: null,
            Change: null,
            OpenCta: null
        );
    }

    public static HealthTrendPrediction AnalyseHealth(AccountFacts facts, int windowDays = 90) =>
        (HealthTrendPrediction)Predict(facts, PredictionType.HealthTrend, windowDays);

    public static AccountFacts WithHealth(this AccountFacts facts, double? score) => facts with { HealthScore = score };

    /// <summary>Overall scores every 30 days, oldest first, the last of them a day ago.</summary>
    public static AccountFacts WithHealthHistory(this AccountFacts facts, params double[] scores) =>
        facts with
        {
            HealthHistory = [.. scores.Select((s, i) => Snapshot(1 + 30 * (scores.Length - 1 - i), s))],
        };

    /// <summary>Overall scores every seven days, oldest first, the last of them a day ago.</summary>
    public static AccountFacts WithWeeklyHealth(this AccountFacts facts, params double[] scores) =>
        facts with
        {
            HealthHistory = [.. scores.Select((s, i) => Snapshot(1 + 7 * (scores.Length - 1 - i), s))],
        };

    public static AccountFacts With(this AccountFacts facts, params HealthSnapshot[] snapshots) =>
        facts with
        {
            HealthHistory = [.. facts.HealthHistory, .. snapshots],
        };

    public static AccountFacts With(this AccountFacts facts, params Activity[] activities) =>
        facts with
        {
            Activities = [.. facts.Activities, .. activities],
        };

    public static AccountFacts With(this AccountFacts facts, params Ticket[] tickets) =>
        facts with
        {
            Tickets = [.. facts.Tickets, .. tickets],
        };

    public static AccountFacts With(this AccountFacts facts, params Cta[] ctas) =>
        facts with
        {
            Ctas = [.. facts.Ctas, .. ctas],
        };

    public static AccountFacts With(this AccountFacts facts, params Opportunity[] opportunities) =>
        facts with
        {
            Opportunities = [.. facts.Opportunities, .. opportunities],
        };

    public static AccountFacts With(this AccountFacts facts, params Contact[] contacts) =>
        facts with
        {
            Contacts = [.. facts.Contacts, .. contacts],
        };

    /// <summary>E-mails so many days ago.</summary>
    public static AccountFacts WithContacts(this AccountFacts facts, params double[] daysAgo) =>
        facts.With([.. daysAgo.Select(d => Activity(d))]);

    public static AccountFacts WithRenewalIn(this AccountFacts facts, int days) =>
        facts with
        {
            RenewalDate = Now.AddDays(days),
        };

    public static AccountFacts UnderNotice(this AccountFacts facts, int endsInDays, DateTimeOffset? now = null) =>
        facts with
        {
            Subscription = new Subscription(null, null, null, null, null, null, null)
            {
                NoticeAt = (now ?? Now).AddDays(-10),
                EndDate = (now ?? Now).AddDays(endsInDays),
            },
        };

    public static HealthSnapshot Snapshot(
        double daysAgo,
        double? overall,
        double? usage = null,
        double? support = null,
        double? engagement = null,
        double? sentiment = null
    ) => new(DaysAgo(daysAgo), overall, usage, support, engagement, sentiment);

    public static Activity Activity(
        double daysAgo,
        string type = "EMAIL",
        ActivityStatus? status = null,
        Sentiment? sentiment = null
    ) => new(null, type, DaysAgo(daysAgo), status, sentiment, null);

    public static Ticket Ticket(
        double daysAgo,
        double? closedDaysAgo = null,
        string? status = null,
        string? priority = null
    ) => new(null, DaysAgo(daysAgo), closedDaysAgo is { } c ? DaysAgo(c) : null, status, priority, null);

    public static Cta Cta(double dueDaysAgo, CtaStatus status = CtaStatus.Open, bool isAutomated = false) =>
        new()
        {
            Id = "cta-1",
            AccountId = "acme",
            Title = "Call them",
            Status = status,
            IsAutomated = isAutomated,
            CreatedAt = DaysAgo(dueDaysAgo + 10),
            DueDate = DaysAgo(dueDaysAgo),
        };

    public static Opportunity Opportunity(
        double? probability = null,
        decimal? amount = null,
        OpportunityStatus? status = null
    ) => new("Upgrade", null, amount, probability, null, status);

    public static Contact Executive(double lastContactDaysAgo, string role = "VP Operations") =>
        new("Kim", role, DaysAgo(lastContactDaysAgo));
}
