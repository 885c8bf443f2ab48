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
    );

    private const int From = 120;

    /// <summary>Dates further in the past were most likely not updated in the CRM.</summary>
    private const int ForgottenAfter = 60;

    private const double Most = 0.45;

    private static readonly Advice Prepare = new(
        "Start the renewal conversation with the value delivered so far",
        "Settles objections while there is still time to answer them",
        Degree.Medium
    );

    private static Finding? Evaluate(Signals s)
    {
        // An account that has left, or said that it leaves, has no renewal.
        if (
            s.Lifecycle is Lifecycle.Notice or Lifecycle.Left
            || s.DaysToRenewal is not { } days
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
            $"{From} days",
            Trend.Stable,
            days switch
            {
                0 => "Renewal is due today",
                > 0 => $"Renewal is due in {FormatCount.Of(days, "day")}, on {s.RenewalDate:yyyy-MM-dd}",
                _ => $"Renewal date passed {FormatCount.Of(-days, "day")} ago, on {s.RenewalDate:yyyy-MM-dd}",
            },
            Prepare
        );
    }
}
