using CsMl.Core.Predictions;

namespace CsMl.Core.Ctas;

/// <summary>Settings <c>Ctas:Tenants:{tenant}:*</c>; missing values default to the general settings.</summary>
public sealed class TenantCtaOptions
{
    public bool? AutoGenerateOnPredict { get; set; }

    public bool? AutoGenerateNightly { get; set; }

    public RiskCategory? MinCategory { get; set; }
}
