using System.ComponentModel.DataAnnotations;

namespace CsMl.Core.Predictions;

/// <summary>Settings <c>Predictions:*</c>: how long a prediction holds and where the risk categories begin.</summary>
public sealed class PredictionOptions
{
    public const string Section = "Predictions";

    /// <summary>Days for which a prediction is served again before it is made anew, 1–365.</summary>
    [Range(1, 365)]
    public int ValidityDays { get; set; } = 30;

    /// <summary>Where the risk categories begin.</summary>
    public RiskScale Risk { get; set; } = new();

    /// <summary>Where they begin for one tenant, by its id.</summary>
    public Dictionary<string, RiskScale> TenantRisk { get; } = new(StringComparer.Ordinal);

    public RiskScale ScaleOf(string tenant) => TenantRisk.GetValueOrDefault(tenant, Risk);

    /// <summary>True where the categories of every scale lie in order.</summary>
    public bool IsOrdered => Risk.IsOrdered && TenantRisk.Values.All(scale => scale.IsOrdered);
}
