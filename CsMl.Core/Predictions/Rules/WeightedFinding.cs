namespace CsMl.Core.Predictions.Rules;

/// <summary>A finding and its share of the log-odds: positive makes the event likelier.</summary>
public readonly record struct WeightedFinding(Finding Finding, double LogOdds)
{
    /// <summary>How much trouble it is, whichever way it weighs in this rule set; below 0 if it reassures.</summary>
    public double Gravity => Finding.LogOdds < 0 ? -Math.Abs(LogOdds) : Math.Abs(LogOdds);
}
