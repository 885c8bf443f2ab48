using System.ComponentModel.DataAnnotations;
using CsMl.Core.Predictions;

namespace CsMl.Core.Ctas;

/// <summary>Settings <c>Ctas:*</c>: when predictions turn into CTAs.</summary>
public sealed class CtaOptions
{
    public const string Section = "Ctas";

    /// <summary>Whether `predict` makes a CTA by itself; off, so that a caller decides.</summary>
    public bool AutoGenerateOnPredict { get; set; }

    /// <summary>Whether the nightly run makes CTAs.</summary>
    public bool AutoGenerateNightly { get; set; } = true;

    /// <summary>Lowest risk category that gets a CTA: low, medium, high or critical.</summary>
    public RiskCategory MinCategory { get; set; } = RiskCategory.High;

    /// <summary>Lowest confidence of a prediction that gets a CTA, 0–1.</summary>
    [Range(0.0, 1.0)]
    public double MinConfidence { get; set; } = 0.5;

    /// <summary>Days after an automated CTA in which the account gets no other of its type, 0–365.</summary>
    [Range(0, 365)]
    public int CooldownDays { get; set; } = 7;

    /// <summary>Most CTAs that one nightly run makes for a tenant, 0–10000.</summary>
    [Range(0, 10_000)]
    public int MaxPerNight { get; set; } = 200;
}
