using CsMl.Core.Crm;

namespace CsMl.Functions.Dashboard;

/// <content>The words of the search.</content>
internal static partial class Texts
{
    public static class Search
    {
        public const string Title = "Accounts";
        public const string Account = "Account";
        public const string Id = "Id";
        public const string NotScored = "not scored";

        public const string Churn = "Chance of churn";
        public const string AtRisk = "Accounts at high risk";
        public const string Next = "More accounts";
        public const string Revenue = "Revenue at risk";
        public const string Renewal = "Renewal";
        public const string Owner = "Owner";

        public static readonly string More =
            $"These are {FindAccountsByName.Most} of more. Write more of the name, or a second word.";

        public static string Found(string asked) => $"Accounts with words that begin with “{asked}”:";

        public static string Nothing(string asked) =>
            $"No account has the id “{asked}”, and none has words in its name that begin so.";

        public static string AtRiskOf(string owner) => $"{AtRisk} of {owner}";
    }
}
