namespace CsMl.Core.Learning;

/// <summary>Settings <c>Learning:Tenants:{tenant}:*</c>; what is null is as for all tenants.</summary>
public sealed class TenantLearningOptions
{
    public LearningMode? Mode { get; set; }
}
