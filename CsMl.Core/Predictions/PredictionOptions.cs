using System.ComponentModel.DataAnnotations;

namespace CsMl.Core.Predictions;

/// <summary>Settings <c>Predictions:*</c>: validity of a prediction and thresholds of the risk categories.</summary>
public sealed class PredictionOptions
{
    public const string Section = "Predictions";

    /// <summary>Days for which a stored prediction is reused before a new one is made, 1–365.</summary>
    [Range(1, 365)]
    public int ValidityDays { get; set; } = 30;

    /// <summary>Days that a prediction looks ahead if its caller names no window, 30–365.</summary>
    [Range(PredictionRequest.MinWindowDays, PredictionRequest.MaxWindowDays)]
    public int WindowDays { get; set; } = PredictionRequest.DefaultWindowDays;

    /// <summary>Thresholds of the risk categories.</summary>
    public RiskScale Risk { get; set; } = new();

    /// <summary>Thresholds per tenant, by tenant id.</summary>
    public Dictionary<string, RiskScale> TenantRisk { get; } = new(StringComparer.Ordinal);

    public RiskScale ScaleOf(string tenant) => TenantRisk.GetValueOrDefault(tenant, Risk);

    /// <summary>What a scale's thresholds must be.</summary>
    public const string Order = "0 < medium < high < critical <= 1";

    /// <summary>True if the thresholds of every scale are in ascending order.</summary>
    public bool IsOrdered => Risk.IsOrdered && TenantRisk.Values.All(scale => scale.IsOrdered);
}
