using System.ComponentModel.DataAnnotations;
using CsMl.Core.Predictions;

namespace CsMl.Core.Ctas;

/// <summary>Settings <c>Ctas:*</c>: when predictions turn into CTAs, and what becomes of those.</summary>
public sealed class CtaOptions
{
    public const string Section = "Ctas";

    /// <summary>Whether `predict` makes a CTA by itself; off, so that a caller decides.</summary>
    public bool AutoGenerateOnPredict { get; set; }

    /// <summary>Whether the nightly run makes CTAs.</summary>
    public bool AutoGenerateNightly { get; set; } = true;

    /// <summary>Lowest risk category that gets a CTA: low, medium, high or critical.</summary>
    public RiskCategory MinCategory { get; set; } = RiskCategory.High;

    /// <summary>Lowest confidence of a prediction that makes, raises or closes a CTA, 0–1.</summary>
    [Range(0.0, 1.0)]
    public double MinConfidence { get; set; } = 0.5;

    /// <summary>Days after an automated CTA in which the account gets no other of its type, 0–365.</summary>
    [Range(0, 365)]
    public int CooldownDays { get; set; } = 7;

    /// <summary>How far below its threshold a probability must fall before a CTA is closed for it, 0–1.</summary>
    [Range(0.0, 1.0)]
    public double RecoveryMargin { get; set; } = 0.05;

    /// <summary>Most CTAs that one nightly run makes for a tenant, 0–10000.</summary>
    [Range(0, 10_000)]
    public int MaxPerNight { get; set; } = 200;

    /// <summary>What is otherwise for one tenant, by its id.</summary>
    public Dictionary<string, TenantCtaOptions> Tenants { get; } = new(StringComparer.Ordinal);

    /// <param name="scale">The tenant's.</param>
    public CtaRules RulesOf(string tenant, RiskScale scale)
    {
        var own = Tenants.GetValueOrDefault(tenant);
        return new CtaRules(
            scale,
            own?.MinCategory ?? MinCategory,
            MinConfidence,
            TimeSpan.FromDays(CooldownDays),
            RecoveryMargin
        );
    }

    public bool MakesOnPredict(string tenant) =>
        Tenants.GetValueOrDefault(tenant)?.AutoGenerateOnPredict ?? AutoGenerateOnPredict;

    public bool MakesAtNight(string tenant) =>
        MaxPerNight > 0 && (Tenants.GetValueOrDefault(tenant)?.AutoGenerateNightly ?? AutoGenerateNightly);
}
