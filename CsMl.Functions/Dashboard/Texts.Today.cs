using CsMl.Core.Morning;

namespace CsMl.Functions.Dashboard;

/// <content>The words of the first page.</content>
internal static partial class Texts
{
    public static class Today
    {
        public const string Owner = "Owner";
        public const string Anybody = "anybody";
        public const string Mine = "Only mine";
        public const string AllOwners = "All owners";
        public const string TimeFor = "I have time for";
        public const string Show = "Show";
        public const string CallFirst = "Call first";
        public const string AtRisk = "At risk";
        public const string Of = "of";
        public const string AYear = "a year";
        public const string Renewal = "Renewal";
        public const string ContractEnds = "Contract ends";
        public const string InAWeek = "in 7 days";
        public const string New = "new this week";
        public const string Health = "Health, of 100";
        public const string Unknown = "unknown";
        public const string Notice = "under notice";
        public const string Next = "Next:";
        public const string Due = "due";
        public const string Overdue = "overdue";
        public const string OwnerIs = "owner";
        public const string NoOwner = "nobody owns it";
        public const string NoCta = "no CTA yet";
        public const string InCrm = "its CTA is the CRM's";
        public const string FactsUntil = "data until";
        public const string NoFacts = "no dated fact";
        public const string FactsChanged = "facts changed since the prediction";
        public const string Moved = "Moved overnight";
        public const string Recovered = "recovered:";
        public const string Waiting = "Waiting";
        public const string Until = "until";
        public const string LeftOut = "Left out by the cap";
        public const string Done = "Done for today";
        public const string NobodyYet = "Nobody among the first";
        public const string NothingScored = "Nothing to tell yet";
        public const string HowToScore =
            "No run has scored every account. Bring your accounts in, and start a run on the page Portfolio or wait for the night.";
        public const string Create = "Create CTA";
        public const string Start = "Start CTA";
        public const string More = "More";
        public const string Disagree = "I disagree";

        public static string Churn(int windowDays) => $"Churn within {windowDays} days";

        public static string HealthLine(double from, double to, string since) =>
            FormattableString.Invariant($"Health from {from:0} to {to:0} since {since}");

        public static string Time(int accounts) => accounts == 1 ? "1 account" : $"{accounts} accounts";

        public static string InDays(int days) =>
            days switch
            {
                0 => "today",
                1 => "tomorrow",
                > 1 => $"in {days} days",
                -1 => "yesterday",
                _ => $"{-days} days ago",
            };

        public static string NotShown(int accounts, bool hasMore) =>
            $"{accounts}{(hasMore ? " or more" : "")} other {(accounts == 1 && !hasMore ? "account needs" : "accounts need")} you today and {(accounts == 1 && !hasMore ? "is" : "are")} not shown.";

        public static string AndMore(int accounts) => $"and {Time(accounts)} more";

        public static string Rest(string others) => $"Nobody else waits for you: {others}.";

        public static string Besides(string others) => $"Besides these, {others}.";

        public static string NobodyAtRisk(string? owner) =>
            owner is null
                ? "No account is at high risk."
                : $"Nothing at high risk waits for {owner}. Owners are written as in the CRM.";

        public static string LeftOutOf(int overCap, int lowConfidence)
        {
            string?[] parts =
            [
                overCap == 0 ? null : WriteSummary.OverCap(overCap),
                lowConfidence == 0
                    ? null
                    : $"{Time(lowConfidence)} at high risk got none because too little is known of them.",
            ];
            return string.Join(' ', parts.OfType<string>());
        }
    }
}
