using CsMl.Core.Portfolio;

namespace CsMl.Functions.Dashboard;

/// <content>The words of the portfolio's page.</content>
internal static partial class Texts
{
    public static class Portfolio
    {
        public const string Distribution = "Where the accounts stand";
        public const string DistributionChart = "Number of accounts by probability of churn, in tenths";
        public const string NothingScored = "No account has a valid prediction yet. Score the portfolio below.";
        public const string NotCounted =
            "A portfolio of this size is counted at the end of each run over every account, and none has ended yet.";
        public const string CountedAt =
            "A portfolio of this size is counted at the end of each run over every account, and its accuracy measured on 100,000 predictions; last:";
        public const string Expired = "more accounts have predictions that are too old to count; a run renews them.";
        public const string UnderNotice = "of them said that they leave.";
        public const string Risk = "Risk";
        public const string From = "From";
        public const string Accounts = "Accounts";
        public const string Share = "Share";
        public const string All = "All";
        public const string Runs = "Runs";
        public const string NoRuns = "There was no run yet.";
        public const string ScoreNow = "Score now";
        public const string Begun = "Begun";
        public const string Kind = "Kind";
        public const string State = "State";
        public const string Progress = "Progress";
        public const string CameOfIt = "Result";
        public const string OfAccounts = "of";
        public const string Unchanged = "as before";
        public const string AccountsScored = "accounts scored";
        public const string Failed = "failed";
        public const string NoCustomers = "no customers";
        public const string Accuracy = "How predictions turned out";
        public const string Settled = "predictions of churn are settled;";
        public const string Left = "of these accounts left.";
        public const string Early = "more with an outcome while the window is open; no figure counts that yet.";
        public const string LiftCurve = "Are those that leave at the top?";
        public const string LiftHint =
            "The accounts ranked by predicted probability, the highest tenth first. The dashed line is the share of all that left.";
        public const string LiftChart =
            "The share that left in each tenth of the accounts, the highest predictions first; the table has the numbers";
        public const string Tenth = "Tenth";
        public const string TimesMean = "Times the mean";
        public const string Captured = "Of all that left, up to here";
        public const string Comparisons = "Champion and challenger";
        public const string Forecaster = "Who";
        public const string LogLoss = "Log loss";
        public const string BrierShort = "Brier";
        public const string AucShort = "AUC";
        public const string EceShort = "ECE";
        public const string Segments = "Accounts that are told worse than others";
        public const string LeftOf = "left.";
        public const string Misses = "Departures that were not foreseen";
        public const string NoMisses = "There is none on record.";
        public const string LeftOn = "Left on";
        public const string PredictedOn = "predicted on";
        public const string SameSilence = "The same silence, among the predictions of accounts that stayed:";
        public const string Disagreements = "Open disagreements";
        public const string Account = "Account";
        public const string Figure = "Figure";
        public const string Here = "Here";
        public const string Interval = "95 % interval";
        public const string ByBaseRate = "By the base rate alone";
        public const string BaseRate = "Share that left";
        public const string Auc = "Ranking (AUC): how often an account that left stood above one that stayed";
        public const string Lift = "Lift of the top tenth: how many times the average share left there";
        public const string Brier = "Brier score: the mean squared error; less is better";
        public const string Ece = "Calibration error (ECE): how far probabilities are off; less is better";
        public const string Precision = "Precision: of those predicted to leave, the share that left";
        public const string Recall = "Recall: of those that left, the share that was predicted to";
        public const string Reliability = "Do accounts leave as often as predicted?";
        public const string ReliabilityHint =
            "Each circle is a tenth of the scale, larger with more accounts. On the diagonal as many left as was predicted; below it, fewer.";
        public const string ReliabilityChart =
            "Predicted probability against the share that left; the table has the numbers";
        public const string Across = "predicted, %";
        public const string Upwards = "left, %";
        public const string Predictions = "predictions";
        public const string Said = "Predicted";
        public const string Mean = "In the mean";
        public const string Happened = "Left";
        public const string Ctas = "What CTAs achieve";
        public const string Made = "Made";
        public const string Open = "Open";
        public const string Completed = "Completed";
        public const string DaysToComplete = "Days to complete, in the mean";
        public const string Effect = "Share that left, with a completed CTA and without";
        public const string WithCta = "With a completed CTA";
        public const string WithoutCta = "Without";
        public const string OutOf = "of";

        public static string Of(RunKind kind) =>
            kind switch
            {
                RunKind.Nightly => "night",
                RunKind.Batch => "batch",
                RunKind.Import => "import",
                RunKind.Rescore => "scoring on a new scale",
                RunKind.Sync => "sync with the CRM",
                _ => "run",
            };

        public static string Of(RunState state) =>
            state switch
            {
                RunState.Queued => "waiting",
                RunState.Running => "running",
                RunState.Completed => "complete",
                RunState.CompletedWithFailures => "complete, with failures",
                _ => "cancelled",
            };

        public static string CtasMade(int ctas) => ctas == 1 ? "1 CTA" : $"{ctas} CTAs";
    }
}
