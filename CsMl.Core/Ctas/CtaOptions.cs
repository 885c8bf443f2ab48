using System.ComponentModel.DataAnnotations;
using CsMl.Core.Predictions;

namespace CsMl.Core.Ctas;

/// <summary>Settings <c>Ctas:*</c>: when predictions create, raise and close CTAs.</summary>
public sealed class CtaOptions
{
    public const string Section = "Ctas";

    /// <summary>Whether `predict` creates a CTA automatically; off by default, so that the caller decides.</summary>
    public bool AutoGenerateOnPredict { get; set; }

    /// <summary>Whether the nightly run creates CTAs.</summary>
    public bool AutoGenerateNightly { get; set; } = true;

    /// <summary>Lowest risk category that gets a CTA: low, medium, high or critical.</summary>
    public RiskCategory MinCategory { get; set; } = RiskCategory.High;

    /// <summary>Lowest confidence of a prediction that creates, raises or closes a CTA, 0–1.</summary>
    [Range(0.0, 1.0)]
    public double MinConfidence { get; set; } = 0.5;

    /// <summary>Days after an automated CTA in which the account gets no other CTA of its type, 0–365.</summary>
    [Range(0, 365)]
    public int CooldownDays { get; set; } = 7;

    /// <summary>
    /// How far the probability must fall below the threshold before a CTA is closed as recovered, 0–1.
    /// </summary>
    [Range(0.0, 1.0)]
    public double RecoveryMargin { get; set; } = 0.05;

    /// <summary>Most CTAs that one nightly run creates for a tenant, 0–10000.</summary>
    [Range(0, 10_000)]
    public int MaxPerNight { get; set; } = 200;

    /// <summary>Overrides for single tenants, by tenant id.</summary>
    public Dictionary<string, TenantCtaOptions> Tenants { get; } = new(StringComparer.Ordinal);

    public CtaSettings Of(string tenant)
    {
        var own = Tenants.GetValueOrDefault(tenant);
        return new CtaSettings(
            own?.AutoGenerateOnPredict ?? AutoGenerateOnPredict,
            own?.AutoGenerateNightly ?? AutoGenerateNightly,
            own?.MinCategory ?? MinCategory,
            MinConfidence,
            CooldownDays,
            RecoveryMargin,
            MaxPerNight
        );
    }
}
