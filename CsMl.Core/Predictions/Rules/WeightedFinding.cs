namespace CsMl.Core.Predictions.Rules;

/// <summary>A finding and its share of the log-odds: positive makes the foretold event likelier.</summary>
public readonly record struct WeightedFinding(Finding Finding, double LogOdds)
{
    /// <summary>How much trouble it is in this set, whichever way it weighs; below 0 for what reassures.</summary>
    public double Gravity => Finding.LogOdds < 0 ? -Math.Abs(LogOdds) : Math.Abs(LogOdds);
}
