namespace CsMl.Functions.Dashboard;

/// <content>What the keys do.</content>
internal static partial class Texts
{
    public static class Keys
    {
        public const string Title = "Keyboard";
        public const string Down = "next account";
        public const string Up = "previous account";
        public const string Open = "open the account";
        public const string Create = "create its CTA";
        public const string Snooze = "snooze its CTA";
        public const string Complete = "complete its CTA";
        public const string Assign = "give its CTA to somebody";
        public const string Disagree = "disagree with its prediction";
        public const string Search = "find an account by its name or id";
        public const string Help = "show these keys";
        public const string Use = "Use these keys";
        public const string Close = "Close";
    }
}
