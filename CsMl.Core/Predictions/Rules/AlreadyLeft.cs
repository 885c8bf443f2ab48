using CsMl.Core.Accounts;

namespace CsMl.Core.Predictions.Rules;

/// <summary>The account has already left.</summary>
internal static class AlreadyLeft
{
    public static readonly Rule Rule = new(
        nameof(AlreadyLeft),
        WhenWorse: "the account has left",
        WhenBetter: "the account is back",
        Evaluate
    );

    /// <summary>Log-odds that outweigh all other rules together.</summary>
    private const double AllButCertain = 8;

    private static readonly Advice WinBack = new(
        "Hold an exit interview and decide whether to try to win the account back",
        "Tells what to do better, and sometimes brings the account back",
        Degree.Medium
    );

    private static Finding? Evaluate(Signals s)
    {
        if (!s.HasLeft)
        {
            return null;
        }

        return new Finding(
            Rule.Name,
            AllButCertain,
            "Account status",
            "left",
            "active",
            Trend.Worsening,
            s.Standing.Reason,
            WinBack,
            MustSurface: true
        );
    }
}
