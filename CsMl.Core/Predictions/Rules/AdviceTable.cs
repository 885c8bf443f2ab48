using CsMl.Core.Accounts;

namespace CsMl.Core.Predictions.Rules;

/// <summary>
/// What to do about each driver: the general action last in each block, before it the special cases by lifecycle,
/// category, seniority of the known contacts and time to the renewal.
/// </summary>
internal static class AdviceTable
{
    private const RiskCategory Medium = RiskCategory.Medium;
    private const RiskCategory High = RiskCategory.High;
    private const Lifecycle Notice = Lifecycle.Notice;

    private const string AskWhatLiesBehind = "Ask {main} by {by} what has changed for them";

    public static readonly Advice NoticeGiven = new(
        "Call {senior} by {by}, ask why they are leaving and agree on what would make them stay",
        "Shows whether the account can be won back before its contract ends",
        Degree.Medium
    );

    public static readonly Advice Silence = new(
        "Call {main} by {by} and agree on a date for the next conversation",
        "Shows whether the account is still in use, and what it needs",
        Degree.Low
    )
    {
        Cases =
        [
            new("Find out from {main} by {by} who decides whether the account stays", Notice),
            new("Call {senior} by {by} and ask whether the product is still in use", From: High, Senior: true),
        ],
    };

    public static readonly Advice LessEngagement = new(
        "Ask {main} by {by} why there is less contact than before",
        "Shows whether the need is gone or something else meets it",
        Degree.Medium
    );

    public static readonly Advice NoMeetings = new(
        "Agree with {main} by {by} on a date for a business review",
        "Brings the account's goals back into the conversation",
        Degree.Medium
    )
    {
        Cases =
        [
            new("Ask {senior} by {by} for a short call before the renewal", Senior: true, RenewalWithin: 14),
            new("Ask {main} by {by} for a short call before the renewal", RenewalWithin: 14),
            new(
                "Agree with {senior} by {by} on a date for a business review before the renewal on {renewal}",
                Senior: true,
                RenewalWithin: 120
            ),
            new("Agree with {senior} by {by} on a date for a business review", From: Medium, Senior: true),
        ],
    };

    public static readonly Advice NoExecutive = new(
        "Invite {senior} by {by} to the next business review",
        "Gives the account a voice among those who decide on the renewal",
        Degree.Medium
    )
    {
        Cases =
        [
            new("Have your own leadership ask {senior} by {by} why the account leaves", Notice),
            new("Have your own leadership call {senior} by {by}", RenewalWithin: 14),
            new(
                "Have your own leadership call {senior} by {by}, ahead of the renewal on {renewal}",
                From: Medium,
                RenewalWithin: 120
            ),
            new("Have your own leadership call {senior} by {by}", From: Medium),
        ],
    };

    public static readonly Advice OpenTickets = new(
        "Get a date from support for {ticket}, and tell {main} by {by}",
        "Removes the most concrete trouble",
        Degree.Medium
    )
    {
        Cases =
        [
            new("Call {senior} by {by} about {ticket}, with support's plan at hand", From: High, Senior: true),
            new("Call {main} by {by} about {ticket}, with support's plan at hand", From: High),
        ],
    };

    public static readonly Advice Renewal = new(
        "Open the renewal conversation with {main} by {by}, with the value delivered so far",
        "Answers objections before the decision is made",
        Degree.Medium
    )
    {
        Cases =
        [
            new(
                "Find out from {main} by {by} whether the account has renewed, and record the new date",
                RenewalPassed: true,
                Effort: Degree.Low
            ),
            new("Settle the renewal with {senior} by {by}", Senior: true, RenewalWithin: 7),
            new("Settle the renewal with {main} by {by}", RenewalWithin: 7),
            new(
                "Agree with {senior} by {by} on the terms of the renewal on {renewal}",
                Senior: true,
                RenewalWithin: 30
            ),
            new("Agree with {main} by {by} on the terms of the renewal on {renewal}", RenewalWithin: 30),
            new("Open the renewal conversation with {senior} by {by}, with the value delivered so far", Senior: true),
        ],
    };

    public static readonly Advice LowHealth = new(
        "Ask {main} by {by} what stands in the way of their goals",
        "Finds what holds the account back and who will mend it",
        Degree.Medium
    )
    {
        Cases =
        [
            new("Ask {main} by {by} which problems would have to be solved for the account to stay", Notice),
            new("Hold a health review with {senior} by {by} and agree on a recovery plan", From: High, Senior: true),
            new("Hold a health review with {main} by {by} and agree on a recovery plan", From: Medium),
        ],
    };

    public static readonly Advice FallingHealth = new(
        "Go through the dimensions that fell and name one counter-measure for each by {by}",
        "Stops the decline early",
        Degree.Medium
    );

    public static readonly Advice HealthDrop = new(
        "Ask {main} by {by} what changed around {drop}",
        "A sudden fall mostly has one cause, and one that can be named",
        Degree.Low
    );

    public static readonly Advice HealthDecline = new(
        AskWhatLiesBehind,
        "Finds the cause of a decline of many small steps",
        Degree.Low
    )
    {
        Cases =
        [
            new(AskWhatLiesBehind, Notice),
            new(AskWhatLiesBehind, RenewalWithin: 14),
            new(
                "Agree on a success plan with {senior} by {by} and check it every two weeks",
                From: Medium,
                Senior: true,
                Effort: Degree.High
            ),
            new(
                "Agree on a success plan with {main} by {by} and check it every two weeks",
                From: Medium,
                Effort: Degree.High
            ),
        ],
    };

    public static readonly Advice BadSentiment = new(
        "Read the latest negative conversation, and call {main} by {by} about the concern in it",
        "Takes up what the account has already complained about",
        Degree.Low
    )
    {
        Cases =
        [
            new(
                "Read the latest negative conversation, and call {senior} by {by} about the concern in it",
                From: High,
                Senior: true
            ),
        ],
    };

    public static readonly Advice OverdueTasks = new(
        "Finish {task} by {by}, or agree on a new date",
        "Keeps the promises that were already made",
        Degree.Low
    );

    public static readonly Advice OpenDeals = new(
        "Agree with {main} by {by} on the next step of {deal}",
        "Keeps the deals moving while interest is there",
        Degree.Low
    )
    {
        Cases = [new("Agree with {senior} by {by} on the next step of {deal}", Senior: true)],
    };

    public static readonly Advice NothingToDo = new(
        "Keep the regular check-ins with {main}, the next by {by}",
        "Keeps the relationship warm",
        Degree.Low
    );
}
