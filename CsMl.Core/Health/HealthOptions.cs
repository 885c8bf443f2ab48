using System.ComponentModel.DataAnnotations;
using CsMl.Core.Accounts;

namespace CsMl.Core.Health;

/// <summary>Settings <c>Health:*</c>: how the CRM tells health scores.</summary>
public sealed class HealthOptions
{
    public const string Section = "Health";

    /// <summary>The best health score that the CRM gives: 100, 10 or 1. Answers are on the scale 0–100.</summary>
    [AllowedValues(100, 10, 1)]
    public int Scale { get; set; } = HealthScale.Hundred.Top;

    /// <summary>Overrides for single tenants, by tenant id.</summary>
    public Dictionary<string, TenantHealthOptions> Tenants { get; } = new(StringComparer.Ordinal);

    /// <summary>True if every tenant's scale is one of those that there are.</summary>
    public bool AreTenantsValid =>
        Tenants.Values.All(own => own.Scale is not { } top || HealthScale.Tops.Contains(top));

    public HealthScale ScaleOf(string tenant) => new(Tenants.GetValueOrDefault(tenant)?.Scale ?? Scale);
}
