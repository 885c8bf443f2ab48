namespace CsMl.Core.Health;

/// <summary>Settings <c>Health:Tenants:{tenant}:*</c>; missing values default to the general settings.</summary>
public sealed class TenantHealthOptions
{
    public int? Scale { get; set; }
}
