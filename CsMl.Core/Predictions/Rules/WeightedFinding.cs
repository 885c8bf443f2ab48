namespace CsMl.Core.Predictions.Rules;

/// <summary>A finding and its share of the log-odds. A positive share makes the event more likely.</summary>
public readonly record struct WeightedFinding(Finding Finding, double LogOdds)
{
    /// <summary>True if trouble counts against the event, as for an expansion.</summary>
    public bool IsReversed => LogOdds * Finding.LogOdds < 0;

    /// <summary>The severity of the finding, whatever its sign in this rule set; negative if it reassures.</summary>
    public double Gravity => Finding.LogOdds < 0 ? -Math.Abs(LogOdds) : Math.Abs(LogOdds);
}
