namespace CsMl.Core.Predictions.Rules;

/// <summary>A finding and its share of the log-odds. A positive share makes the event more likely.</summary>
/// <param name="LogOdds">Its share under the model in use.</param>
public readonly record struct WeightedFinding(Finding Finding, double LogOdds)
{
    /// <summary>Its share by the rules alone.</summary>
    public double RulesLogOdds { get; init; } = LogOdds;

    /// <summary>True if trouble counts against the event, as for an expansion. Outcomes never change that.</summary>
    public bool IsReversed => RulesLogOdds * Finding.LogOdds < 0;

    /// <summary>
    /// True if outcomes have turned its share, so that its sentence is a reason neither for nor against the event: by what
    /// was learned beside the rules, one that was alarmed may reassure in all.
    /// </summary>
    public bool IsTurned => Math.Sign(LogOdds) != Math.Sign(RulesLogOdds);

    /// <summary>The severity of the finding, whatever its sign in this rule set; negative if it reassures.</summary>
    public double Gravity => IsReversed ? -LogOdds : LogOdds;
}
