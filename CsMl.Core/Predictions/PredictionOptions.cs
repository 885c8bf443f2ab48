using System.ComponentModel.DataAnnotations;

namespace CsMl.Core.Predictions;

/// <summary>Settings <c>Predictions:*</c>: validity of a prediction, thresholds of the risk categories and the mean of the probabilities.</summary>
public sealed class PredictionOptions
{
    public const string Section = "Predictions";

    public const double LeastExpectedChurn = 0.001;
    public const double MostExpectedChurn = 0.9;

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

    /// <summary>Share of the accounts that leave within 90 days, 0.001–0.9; null for the rules' own prior.</summary>
    [Range(LeastExpectedChurn, MostExpectedChurn)]
    public double? ExpectedChurn { get; set; }

    /// <summary>Expected churn per tenant, by tenant id.</summary>
    public Dictionary<string, double> TenantExpectedChurn { get; } = new(StringComparer.Ordinal);

    public double? ExpectedChurnOf(string tenant) =>
        TenantExpectedChurn.TryGetValue(tenant, out var rate) ? rate : ExpectedChurn;

    /// <summary>True if every tenant's expected churn is in the range of <see cref="ExpectedChurn"/>.</summary>
    public bool AreRatesValid =>
        TenantExpectedChurn.Values.All(rate => rate is >= LeastExpectedChurn and <= MostExpectedChurn);

    public RiskScale ScaleOf(string tenant) => TenantRisk.GetValueOrDefault(tenant, Risk);

    /// <summary>What a scale's thresholds must be.</summary>
    public const string Order = "0 < medium < high < critical <= 1";

    /// <summary>True if the thresholds of every scale are in ascending order.</summary>
    public bool IsOrdered => Risk.IsOrdered && TenantRisk.Values.All(scale => scale.IsOrdered);
}
