namespace CsMl.Functions.Dashboard;

/// <summary>The words of the pages, in one place, so that they read alike and could be translated.</summary>
internal static partial class Texts
{
    public static class Layout
    {
        public const string Product = "CsMl";
        public const string Skip = "Skip to the content";
        public const string Pages = "Pages";
        public const string Today = "Today";
        public const string Portfolio = "Portfolio";
        public const string Search = "Account name or id";
        public const string Open = "Find";
        public const string ToStart = "To the first page";
    }

    public static class SignIn
    {
        public const string Title = "Sign in";
        public const string In = "Sign in";
        public const string Out = "Sign out";
        public const string Key = "Access key";
        public const string User = "Your user id in the CRM (optional)";
        public const string UserHint = "CTAs that you create are yours unless the account has an owner.";
        public const string UnknownKey = "This access key is not known here.";
        public const string TooMany = "There were too many wrong keys from here. Try again in a minute.";
        public const string BadUser = "A user id has 1 to 64 characters of A-Z a-z 0-9 _ . @ : -.";
        public const string NoCookie =
            "Your browser sent no cookie. Open this page over https, allow its cookie, and try again.";
        public const string NoKeys =
            "The pages are closed: nobody could sign in. Configure access keys (Access:Keys), or let App Service authentication sign users in (Tenancy:Mode Claim).";
    }

    public static class Problems
    {
        public const string Title = "That did not work";
        public const string FromElsewhere = "Another web site sent this form. Open the page here and try again.";
        public const string ChangedSince =
            "Somebody has changed this since the page was loaded. Here it is as it is now: look whether your change is still right.";
        public const string NothingChosen = $"{Account.WhatHappened}: choose one.";
        public const string OldForm = "This form is from an earlier visit. Open the page again and repeat the change.";
    }

    public static class Done
    {
        public const string Created = "The CTA was created.";
        public const string Started = "The CTA was started.";
        public const string Snoozed = "The CTA was snoozed.";
        public const string Completed = "The CTA was completed.";
        public const string Cancelled = "The CTA was cancelled.";
        public const string Assigned = "The CTA was assigned.";
        public const string Recorded = "The outcome was recorded.";
        public const string Agreed = "It is noted that you agree.";
        public const string Disagreed =
            "Your own odds are kept beside the prediction, and will be compared with what happens.";
        public const string Predicted = "The account was scored again.";
        public const string Changed = "The settings were changed. Every account is being scored again.";
        public const string Running = "The run was started.";
    }
}
