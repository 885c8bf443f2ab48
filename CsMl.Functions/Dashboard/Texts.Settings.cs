using CsMl.Core.Learning;
using CsMl.Core.Settings;

namespace CsMl.Functions.Dashboard;

/// <content>The words of what probabilities stand on.</content>
internal static partial class Texts
{
    public static class Settings
    {
        public const string Title = "What the probabilities stand on";

        /// <summary>Beside an error of the API.</summary>
        public const string Shares = "The form asks in percent, and this answer speaks of shares: 5 percent are 0.05.";

        public const string Critical = "Critical risk from, in percent";
        public const string High = "High risk from, in percent";
        public const string Medium = "Medium risk from, in percent";
        public const string Expected = "Share of accounts that leave within 90 days, in percent (empty if unknown)";
        public const string Mode = "What is made of outcomes";
        public const string Try = "See what would change";
        public const string Preview = "What the change would do";
        public const string NoChange = "Nothing would change for the accounts.";
        public const string Before = "Now";
        public const string After = "Then";
        public const string OfCritical = "critical risk";
        public const string OfHigh = "high risk";
        public const string OfMedium = "medium risk";
        public const string OfLow = "low risk";
        public const string Mean = "Mean probability";
        public const string Suggestion = "Thresholds that keep as many accounts in each category";
        public const string Apply = "Change it";
        public const string ApplyHint =
            "Every account is then scored again. Because of that no CTA is made, raised or closed, and nobody is told.";
        public const string Learned = "What outcomes taught";
        public const string LearnedHint =
            "Each night with new outcomes learns from all of them. The log loss is that of outcomes held out; less is better.";
        public const string Version = "Version";
        public const string LearnedAt = "Learned";
        public const string Outcomes = "Outcomes";
        public const string Scope = "What";
        public const string LossOfRules = "Log loss of the rules";
        public const string LossOfLearned = "Of what was learned";
        public const string Note = "Note";
        public const string InUse = "in use";
        public const string WentBack = "went back to the rules: it did worse on later outcomes";

        public static readonly IReadOnlyList<(string Value, string Text)> Modes =
        [
            ("off", "nothing is learned"),
            ("shadow", "learned, shown, and used for nothing"),
            ("on", "learned and used"),
        ];

        public static string Of(ScaleSource source) =>
            source switch
            {
                ScaleSource.ExpectedRate => "The rules, with the mean that you expect.",
                ScaleSource.Outcomes => "What your own outcomes taught.",
                _ =>
                    "The rules with their own mean of 25 % in 90 days: they rank accounts well, and are far too high for most subscription businesses.",
            };

        public static string Of(LearnedScope scope) =>
            scope switch
            {
                LearnedScope.Weights => "the weights of the rules",
                LearnedScope.Intercept => "the mean alone",
                _ => "nothing yet",
            };
    }
}
