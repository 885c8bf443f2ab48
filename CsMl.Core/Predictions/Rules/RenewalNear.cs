using CsMl.Core.Accounts;

namespace CsMl.Core.Predictions.Rules;

/// <summary>
/// The risk grows as the renewal approaches, because that is when an account can leave. A renewal date that has passed
/// without a new one counts as today for 60 days.
/// </summary>
internal static class RenewalNear
{
    public static readonly Rule Rule = new(
        nameof(RenewalNear),
        WhenWorse: "the renewal",
        WhenBetter: "the renewal",
        Evaluate
    )
    {
        Reach = new RuleReach(Most, Seen),
    };

    private const int From = 120;

    /// <summary>Dates further in the past were most likely not updated in the CRM.</summary>
    private const int ForgottenAfter = 60;

    private const double Most = 0.45;

    private static Finding? Evaluate(Signals s)
    {
        // An account that has left, or said that it leaves, has no renewal.
        if (
            s.Lifecycle is Lifecycle.Notice or Lifecycle.Left
            || s is not { DaysToRenewal: { } days, RenewalDate: { } date }
            || days > From
            || days < -ForgottenAfter
        )
        {
            return null;
        }

        return new Finding(
            Rule.Name,
            Most * (From - Math.Max(0, days)) / From,
            "Renewal",
            days >= 0 ? $"in {FormatCount.Of(days, "day")}" : $"{FormatCount.Of(-days, "day")} overdue",
            $"more than {From} days",
            Trend.Stable,
            days switch
            {
                0 => $"Renewal is due today, {FormatDate.Of(date)}",
                > 0 => $"Renewal is due in {FormatCount.Of(days, "day")}, on {FormatDate.Of(date)}",
                _ => $"Renewal date passed {FormatCount.Of(-days, "day")} ago, on {FormatDate.Of(date)}",
            },
            AdviceTable.Renewal
        );
    }

    /// <inheritdoc cref="RuleReach.Seen"/>
    private static string Seen(double logOdds)
    {
        var days = RuleReach.AtMost(From * (1 - logOdds / Most));
        return days <= 0 ? "a renewal that is due" : $"a renewal within {FormatCount.Of(days, "day")}";
    }
}
