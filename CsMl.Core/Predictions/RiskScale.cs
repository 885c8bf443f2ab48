using System.ComponentModel.DataAnnotations;

namespace CsMl.Core.Predictions;

/// <summary>
/// Thresholds of the risk categories. The category, and with it the urgency, due date and priority, is always computed
/// from the probability in code and never taken from a model.
/// </summary>
public sealed record RiskScale
{
    public static readonly RiskScale Default = new();

    /// <summary>Probability from which a risk is critical, 0–1.</summary>
    [Range(0.0, 1.0)]
    public double Critical { get; init; } = 0.80;

    /// <summary>Probability from which a risk is high, 0–1.</summary>
    [Range(0.0, 1.0)]
    public double High { get; init; } = 0.60;

    /// <summary>Probability from which a risk is medium, 0–1.</summary>
    [Range(0.0, 1.0)]
    public double Medium { get; init; } = 0.30;

    /// <summary>True if the thresholds are in ascending order.</summary>
    public bool IsOrdered => 0 < Medium && Medium < High && High < Critical && Critical <= 1;

    /// <summary>Lowest probability of a category.</summary>
    public double From(RiskCategory category) =>
        category switch
        {
            RiskCategory.Critical => Critical,
            RiskCategory.High => High,
            RiskCategory.Medium => Medium,
            _ => 0,
        };

    public RiskCategory CategoryOf(double probability) =>
        probability >= Critical ? RiskCategory.Critical
        : probability >= High ? RiskCategory.High
        : probability >= Medium ? RiskCategory.Medium
        : RiskCategory.Low;
}
