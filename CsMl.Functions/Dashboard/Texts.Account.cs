using CsMl.Core.Accounts;
using CsMl.Core.Predictions;

namespace CsMl.Functions.Dashboard;

/// <content>The words of an account's page.</content>
internal static partial class Texts
{
    public static class Account
    {
        public const string Missing = "There is no such account";
        public const string MissingHint = "It may have been removed from the CRM or erased.";
        public const string Today = "today";
        public const string Nobody = "nobody";
        public const string Unknown = "unknown";
        public const string Revenue = "Revenue a year";
        public const string AtRisk = "Of that at risk";
        public const string Renewal = "Renewal";
        public const string ContractEnd = "Contract ends";
        public const string Owner = "Owner";
        public const string Health = "Health";
        public const string HealthScore = "Health score";
        public const string Lifecycle = "Lifecycle";
        public const string LastContact = "Last contact";
        public const string OpenTickets = "Open tickets";
        public const string OpenDeals = "Open opportunities";
        public const string Contacts = "Contacts";
        public const string Name = "Name";
        public const string Role = "Role";
        public const string NotScored = "This account has no valid prediction of churn.";
        public const string FactsChanged = "The facts have changed since; score it again to see what they say now.";
        public const string Scored = "scored";
        public const string Since = "since";
        public const string Until = "until";
        public const string ScoreAgain = "Score again";
        public const string Ctas = "What to do";
        public const string NoCtas = "There is no CTA yet.";
        public const string Create = "Create the CTA";
        public const string Due = "due";
        public const string SnoozedUntil = "snoozed until";
        public const string OfCrm = "made in the CRM; change it there";
        public const string Start = "Start";
        public const string Snooze = "Snooze";
        public const string SnoozeFor = "Snooze for";
        public const string Complete = "Complete";
        public const string HowItWent = "How it went";
        public const string Assign = "Assign";
        public const string NewOwner = "New owner (empty for nobody)";
        public const string Cancel = "Cancel CTA";
        public const string Reason = "Reason (optional)";
        public const string WhyItMoved = "Why it moved";
        public const string First =
            "This is the first prediction of this account, so that there is none to compare it with.";
        public const string Drivers = "What the probability is made of";
        public const string Usual = "Where every account begins";
        public const string Factor = "Driver";
        public const string Value = "Value";
        public const string Share = "Its share";
        public const string Result = "Together";
        public const string Recommendations = "Recommendations";
        public const string NoRecommendations = "There is nothing to recommend.";
        public const string HealthNow = "Health";
        public const string NoScores = "There are fewer than two health scores of the last year.";
        public const string Scores = "The scores as numbers";
        public const string Anomalies = "Anomalies";
        public const string Day = "Day";
        public const string Score = "Score";
        public const string History = "Predictions as they were made";
        public const string NoHistory = "No prediction of churn was made yet.";
        public const string Made = "Made";
        public const string Probability = "Probability";
        public const string Window = "Within";
        public const string By = "By";
        public const string Confidence = "Confidence";
        public const string Status = "Status";
        public const string CameTrue = "What came of it";
        public const string Days = "days";
        public const string Opinions = "What people think";
        public const string OpinionHint =
            "Your odds change no prediction. They stand beside it, and once its window has closed both are compared with what happened.";
        public const string Agree = "I agree";
        public const string Disagree = "I disagree";
        public const string OwnOdds = "Your own chance that it leaves, in percent";
        public const string Why = "Why (optional)";
        public const string Author = "Your user id";
        public const string Who = "Who";
        public const string Said = "Said";
        public const string Theirs = "Their odds";
        public const string Predicted = "Predicted";
        public const string Because = "Because";
        public const string HowSure = "How sure this is";
        public const string WouldHelp = "It would be surer with";
        public const string Facts = "The facts";
        public const string FactsSynced = "Read from the CRM:";
        public const string FactsStale = "These facts were last known to be current on";
        public const string FactsWritten = "The facts are those that were last written or imported.";
        public const string Outcome = "Record what happened";
        public const string WhatHappened = "What happened";
        public const string HappenedOn = "On which day (now, if it is empty)";
        public const string RenewedUntil = "Renewed until (with a renewal)";
        public const string Record = "Record";

        public static readonly IReadOnlyList<(string Value, string Text)> SnoozeDays =
        [
            ("1", "a day"),
            ("3", "3 days"),
            ("7", "a week"),
            ("14", "two weeks"),
            ("30", "a month"),
        ];

        public static readonly IReadOnlyList<(string Value, string Text)> Outcomes =
        [
            ("", "not said"),
            ("POSITIVE", "went well"),
            ("NEUTRAL", "made no difference"),
            ("NEGATIVE", "went badly"),
        ];

        public static readonly IReadOnlyList<(string Value, string Text)> Happenings =
        [
            ("", "Choose"),
            ("RENEWED", "It renewed"),
            ("CHURNED", "It left"),
            ("EXPANDED", "It bought more"),
            ("CONTRACTED", "It bought less"),
        ];

        public static string Of(RiskCategory category) =>
            category switch
            {
                RiskCategory.Critical => "critical risk",
                RiskCategory.High => "high risk",
                RiskCategory.Medium => "medium risk",
                _ => "low risk",
            };

        public static string Of(Lifecycle lifecycle) =>
            lifecycle switch
            {
                Core.Accounts.Lifecycle.Customer => "customer",
                Core.Accounts.Lifecycle.Notice => "under notice: it said that it leaves",
                Core.Accounts.Lifecycle.Left => "has left",
                _ => "no customer",
            };

        public static string Of(ConfidenceLevel level) =>
            level switch
            {
                ConfidenceLevel.High =>
                    "High: the data are comprehensive, and a language model judged them or outcomes bear the probabilities out.",
                ConfidenceLevel.Medium =>
                    "Medium: there are enough data for a judgement; some are missing, or no outcomes bear the probabilities out yet.",
                _ => "Low: too little is known. Take it as a hint, and look for yourself.",
            };

        public static string Of(PredictionSource source) => source == PredictionSource.Llm ? "language model" : "rules";

        public static string SourceOf(Prediction prediction) =>
            prediction.FallbackReason switch
            {
                null => "A language model judged it, within what the facts that it cites bear out.",
                FallbackReason.LlmNotConfigured => "The rules made it; no language model is configured.",
                FallbackReason.InsufficientData =>
                    "The rules made it, because there are too few data for a language model.",
                FallbackReason.BudgetExhausted =>
                    "The rules made it, because the budget of the language model was spent.",
                _ => "The rules made it, because the language model gave no usable answer.",
            };

        public static string Of(PredictionStatus status) =>
            status switch
            {
                PredictionStatus.Active => "valid",
                PredictionStatus.Superseded => "replaced by a newer one",
                _ => "expired",
            };

        public static string Of(Validation? validation) =>
            validation switch
            {
                null => "",
                { WasAccurate: true } => $"{Words(validation.ActualOutcome)}; foreseen rightly",
                _ => $"{Words(validation.ActualOutcome)}; foreseen wrongly",
            };

        public static string Of(CtaStatus status) =>
            status switch
            {
                CtaStatus.Open => "open",
                CtaStatus.InProgress => "in progress",
                CtaStatus.Snoozed => "snoozed",
                CtaStatus.Completed => "completed",
                _ => "cancelled",
            };

        /// <summary>A kind of data that the facts do not contain.</summary>
        public static string MissingData(string kind) =>
            kind switch
            {
                "healthHistory" => "health scores over time",
                "activities" => "activities (meetings, calls, e-mails)",
                "sentiment" => "the sentiment of conversations",
                "tickets" => "support tickets",
                "renewalDate" => "the renewal date",
                "ctas" => "tasks",
                "opportunities" => "opportunities",
                "contacts" => "contacts with their roles",
                _ => kind,
            };

        /// <summary>What happened, such as CHURNED; null if it is not known.</summary>
        public static string OutcomeOf(string? outcome) => outcome is null ? "" : Words(outcome);

        private static string Words(string word) => word.ToLowerInvariant().Replace('_', ' ');
    }
}
